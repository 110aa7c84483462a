package dev.harness.runtime.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.Fd;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The expected bytes are those that iproute2 6.1 sent for the command in each test's comment. */
class RequestBytesTest {
  private static final int SEQUENCE = 0x6b015473;

  @Test
  void createsBridge() throws UnknownHostException {
    // ip link add name harness0 address 02:42:ac:11:00:01 mtu 1500 type bridge
    NetlinkRequest request =
        Links.createBridge("harness0", MacAddress.of(address("172.17.0.1")), 1500);

    assertThat(bytes(request))
        .isEqualTo(
            """
            54000000 10000506 7354016b 00000000
            00000000 00000000 00000000 00000000
            0a000100 0242ac11 00010000 08000400
            dc050000 0d000300 6861726e 65737330
            00000000 10001200 0a000100 62726964
            67650000
            """);
  }

  @Test
  void createsVethPairWithOneEndInABridge() throws UnknownHostException {
    // ip link add name vethac110002 mtu 1500 master harness0 up type veth
    //   peer name eth0 address 02:42:ac:11:00:02 mtu 1500 netns capns
    Fd namespace = Fd.owning(4);
    MacAddress mac = MacAddress.of(address("172.17.0.2"));

    NetlinkRequest request =
        Links.createVeth("vethac110002", 2, 1500, new Links.Peer(namespace, "eth0", mac));

    namespace.release();
    assertThat(bytes(request))
        .isEqualTo(
            """
            90000000 10000506 7354016b 00000000
            00000000 00000000 01000000 01000000
            08000400 dc050000 08000a00 02000000
            11000300 76657468 61633131 30303032
            00000000 4c001200 08000100 76657468
            40000200 3c000100 00000000 00000000
            00000000 00000000 0a000100 0242ac11
            00020000 08000400 dc050000 08001c00
            04000000 09000300 65746830 00000000
            """);
  }

  @Test
  void setsLinkUp() {
    // ip link set dev harness0 up
    assertThat(bytes(Links.setUp(2)))
        .isEqualTo(
            """
            20000000 10000500 7354016b 00000000
            00000000 02000000 01000000 01000000
            """);
  }

  @Test
  void addsAddress() throws UnknownHostException {
    // ip addr add 172.17.0.1/16 brd 172.17.255.255 dev harness0
    NetlinkRequest request = Addresses.add(2, address("172.17.0.1"), 16, address("172.17.255.255"));

    assertThat(bytes(request))
        .isEqualTo(
            """
            30000000 14000506 7354016b 00000000
            02100000 02000000 08000200 ac110001
            08000400 ac11ffff 08000100 ac110001
            """);
  }

  @Test
  void addsAddressOfIpv6ThatNobodyIsAskedAbout() throws UnknownHostException {
    // ip addr add fd00:5::1/64 dev harness0 nodad
    NetlinkRequest request =
        Addresses.add(2, (Inet6Address) InetAddress.getByName("fd00:5::1"), 64);

    assertThat(bytes(request))
        .isEqualTo(
            """
            40000000 14000506 7354016b 00000000
            0a400200 02000000 14000200 fd000005
            00000000 00000000 00000001 14000100
            fd000005 00000000 00000000 00000001
            """);
  }

  @Test
  void keepsTheKernelFromMakingAddresses() {
    // ip link set dev harness0 addrgenmode none
    assertThat(bytes(Links.withoutOwnAddresses(2)))
        .isEqualTo(
            """
            30000000 10000500 7354016b 00000000
            00000000 02000000 00000000 00000000
            10001a00 0c000a00 05000800 01000000
            """);
  }

  @Test
  void derivesTheLinkLocalAddressFromTheHardwareAddress() throws UnknownHostException {
    assertThat(MacAddress.of(address("172.18.0.2")).linkLocal())
        .isEqualTo(InetAddress.getByName("fe80::42:acff:fe12:2"));
  }

  @Test
  void addsDefaultRoute() throws UnknownHostException {
    // ip route add default via 172.17.0.1 dev eth0
    assertThat(bytes(Routes.addDefault(2, address("172.17.0.1"))))
        .isEqualTo(
            """
            2c000000 18000506 7354016b 00000000
            02000000 fe030001 00000000 08000500
            ac110001 08000400 02000000
            """);
  }

  @Test
  void looksTcpUpInATableOfItsOwn() {
    // ip rule add ipproto tcp lookup 100
    assertThat(bytes(Routes.lookUpTcp(100)))
        .isEqualTo(
            """
            24000000 20000506 7354016b 00000000
            02000000 64000001 00000000 05001600
            06000000
            """);
  }

  @Test
  void addsRouteOfTcp() throws UnknownHostException {
    // ip route add 172.17.0.3/32 via 172.17.0.1 dev eth0 table 100
    assertThat(bytes(Routes.add(100, 3, address("172.17.0.3"), address("172.17.0.1"))))
        .isEqualTo(
            """
            34000000 18000506 7354016b 00000000
            02200000 64030001 00000000 08000100
            ac110003 08000500 ac110001 08000400
            03000000
            """);
  }

  @Test
  void addsRouteToSubnetBehindWhomeverIsAtTheOtherEnd() throws UnknownHostException {
    // ip route add 172.17.0.0/16 via 169.254.112.1 src 172.17.255.254 dev harness0a onlink
    NetlinkRequest request =
        Routes.addSubnet(
            3, address("172.17.0.0"), 16, address("169.254.112.1"), address("172.17.255.254"));

    assertThat(bytes(request))
        .isEqualTo(
            """
            3c000000 18000506 7354016b 00000000
            02100000 fe030001 04000000 08000100
            ac110000 08000500 a9fe7001 08000700
            ac11fffe 08000400 03000000
            """);
  }

  @Test
  void addsRouteToNeighbour() throws UnknownHostException {
    // ip route add 172.17.255.254/32 dev host0 scope link
    assertThat(bytes(Routes.addNeighbour(3, address("172.17.255.254"))))
        .isEqualTo(
            """
            2c000000 18000506 7354016b 00000000
            02200000 fe03fd01 00000000 08000100
            ac11fffe 08000400 03000000
            """);
  }

  @Test
  void addsAddressWithoutSubnet() throws UnknownHostException {
    // ip addr add 172.17.255.254/32 dev harness0a scope link
    assertThat(bytes(Addresses.addAlone(3, address("172.17.255.254"))))
        .isEqualTo(
            """
            28000000 14000506 7354016b 00000000
            022000fd 03000000 08000200 ac11fffe
            08000100 ac11fffe
            """);
  }

  @Test
  void deletesAddressWithoutSubnet() throws UnknownHostException {
    // ip addr del 172.17.255.254/32 dev harness0a scope link
    assertThat(bytes(Addresses.deleteAlone(3, address("172.17.255.254"))))
        .isEqualTo(
            """
            28000000 15000500 7354016b 00000000
            022000fd 03000000 08000200 ac11fffe
            08000100 ac11fffe
            """);
  }

  @Test
  void createsVethPairWithOneEndInAnotherNamespace() throws UnknownHostException {
    // ip link add name harness0000000a mtu 65535 type veth
    //   peer name host0 address 02:42:a9:fe:70:01 mtu 65535 netns hub
    Fd namespace = Fd.owning(4);
    MacAddress mac = MacAddress.of(address("169.254.112.1"));

    NetlinkRequest request =
        Links.createVeth("harness0000000a", 65535, new Links.Peer(namespace, "host0", mac));

    namespace.release();
    assertThat(bytes(request))
        .isEqualTo(
            """
            88000000 10000506 7354016b 00000000
            00000000 00000000 00000000 00000000
            08000400 ffff0000 14000300 6861726e
            65737330 30303030 30306100 4c001200
            08000100 76657468 40000200 3c000100
            00000000 00000000 00000000 00000000
            0a000100 0242a9fe 70010000 08000400
            ffff0000 08001c00 04000000 0a000300
            686f7374 30000000
            """);
  }

  @Test
  void forwardsWhatComesByALink() {
    // What IFLA_INET_CONF of linux/if_link.h says; iproute2 has no command for it
    assertThat(bytes(Links.forward(3)))
        .isEqualTo(
            """
            44000000 10000500 7354016b 00000000
            00000000 03000000 00000000 00000000
            24001a00 20000200 1c000100 08000100
            01000000 08000800 01000000 08000300
            01000000
            """);
  }

  @Test
  void deletesRouteOfTcp() throws UnknownHostException {
    // ip route del 172.17.0.3/32 table 100
    assertThat(bytes(Routes.delete(100, address("172.17.0.3"))))
        .isEqualTo(
            """
            24000000 19000500 7354016b 00000000
            02200000 6400ff00 00000000 08000100
            ac110003
            """);
  }

  @Test
  void deletesLinkByName() {
    // ip link del, which finds the index first; the kernel takes the name as well
    assertThat(bytes(Links.delete("vethac110002")))
        .isEqualTo(
            """
            34000000 11000500 7354016b 00000000
            00000000 00000000 00000000 00000000
            11000300 76657468 61633131 30303032
            00000000
            """);
  }

  @Test
  void asksForListenersOnPort5432() {
    // What ss sends first, but for one state and with the port compared by the kernel
    assertThat(bytes(ListeningSocket.request(2, Transport.TCP, 5432)))
        .isEqualTo(
            """
            48000000 14000103 7354016b 00000000
            02060000 00040000 15380000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000
            """);
  }

  private static Inet4Address address(String literal) throws UnknownHostException {
    return (Inet4Address) InetAddress.getByName(literal);
  }

  private static String bytes(NetlinkRequest request) {
    ByteBuffer batch = ByteBuffer.allocate(request.size()).order(ByteOrder.LITTLE_ENDIAN);
    request.put(batch, SEQUENCE);
    String hex = HexFormat.of().formatHex(batch.array());
    return hex.replaceAll("(.{8})(.{0,8})(.{0,8})(.{0,8})", "$1 $2 $3 $4\n")
        .replaceAll(" +\n", "\n");
  }
}
