package dev.harness.runtime.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The expected bytes are those that nft 1.0.6 sent for the command in each test's comment, behind
 * the header of the message.
 */
class NetfilterTableTest {
  private static final int HEADER = 16;

  @Test
  void addsTable() {
    // nft add table ip harness
    NetlinkRequest[] requests = NetfilterTable.named("harness").transaction();

    assertThat(requests).hasSize(3);
    assertThat(bytes(requests[1]))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 08000200 00000000
            """);
  }

  @Test
  void deletesTable() {
    // nft delete table ip harness
    NetlinkRequest[] requests = NetfilterTable.deletion("harness");

    assertThat(bytes(requests[1])).isEqualTo("02000000 0c000100 6861726e 65737300\n");
  }

  @Test
  void addsChain() {
    // nft add chain ip harness hold { type filter hook prerouting priority -150; }
    NetlinkRequest[] requests =
        NetfilterTable.named("harness")
            .chain("hold", NetfilterTable.Hook.PREROUTING, -150)
            .transaction();

    assertThat(bytes(requests[2]))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000300 686f6c64 00000000 0b000700
            66696c74 65720000 14000480 08000100 00000000 08000200 ffffff6a
            """);
  }

  @Test
  void letsLoopbackPass() {
    // nft add rule ip harness hold iif "lo" accept
    NetfilterRule rule = NetfilterRule.ANY.viaLoopback().accept();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 84000480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000004 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 08000100 01000000 30000180 0e000100 696d6d65 64696174
            65000000 1c000280 08000100 00000000 10000280 0c000280 08000100 00000001
            """);
  }

  @Test
  void losesOpeningsOfConnections() {
    // nft add rule ip harness hold tcp flags & (fin|syn|rst|ack) == syn drop
    NetfilterRule rule = NetfilterRule.ANY.openingConnection().drop();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 30010480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 06000000 34000180 0c000100 7061796c 6f616400
            24000280 08000100 00000001 08000200 00000002 08000300 0000000d 08000400
            00000001 4c000180 0c000100 62697477 69736500 3c000280 08000100 00000001
            08000200 00000001 08000600 00000000 08000300 00000001 0c000480 05000100
            17000000 0c000580 05000100 00000000 2c000180 08000100 636d7000 20000280
            08000100 00000001 08000200 00000000 0c000380 05000100 02000000 30000180
            0e000100 696d6d65 64696174 65000000 1c000280 08000100 00000000 10000280
            0c000280 08000100 00000000
            """);
  }

  @Test
  void letsPassWhatIsForThisNamespace() {
    // nft add rule ip harness hold fib daddr type local accept
    NetfilterRule rule = NetfilterRule.ANY.toLocal().accept();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 88000480
            28000180 08000100 66696200 1c000280 08000300 00000002 08000200 00000003
            08000100 00000001 2c000180 08000100 636d7000 20000280 08000100 00000001
            08000200 00000000 0c000380 08000100 02000000 30000180 0e000100 696d6d65
            64696174 65000000 1c000280 08000100 00000000 10000280 0c000280 08000100
            00000001
            """);
  }

  @Test
  void holdsPackets() {
    // nft add rule ip harness hold meta l4proto udp queue num 0
    NetfilterRule rule = NetfilterRule.ANY.of(Transport.UDP).queue();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 78000480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 11000000 24000180 0a000100 71756575 65000000
            14000280 06000100 00000000 06000200 00010000
            """);
  }

  @Test
  void answersByReset() {
    // nft add rule ip harness hold meta l4proto tcp meta mark 1 reject with tcp reset
    NetfilterRule rule = NetfilterRule.ANY.of(Transport.TCP).marked(1).reset();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 c8000480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 06000000 24000180 09000100 6d657461 00000000
            14000280 08000200 00000003 08000100 00000001 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 08000100 01000000
            24000180 0b000100 72656a65 63740000 14000280 08000100 00000001 05000200
            00000000
            """);
  }

  @Test
  void answersThatTheHostIsUnreachable() {
    // nft add rule ip harness hold meta mark 2 reject with icmp type host-unreachable
    NetfilterRule rule = NetfilterRule.ANY.marked(2).unreachable(1);

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 78000480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000003 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 08000100 02000000 24000180 0b000100 72656a65 63740000
            14000280 08000100 00000000 05000200 01000000
            """);
  }

  @Test
  void steersToTransparentSocket() throws UnknownHostException {
    // nft add rule ip harness hold meta l4proto tcp tproxy to 127.0.0.1:10001 meta mark set 5
    // accept
    NetfilterRule rule =
        NetfilterRule.ANY
            .of(Transport.TCP)
            .steerTo(new InetSocketAddress(address("127.0.0.1"), 10001))
            .mark(5)
            .accept();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 58010480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 06000000 2c000180 0e000100 696d6d65 64696174
            65000000 18000280 08000100 00000001 0c000280 08000100 7f000001 2c000180
            0e000100 696d6d65 64696174 65000000 18000280 08000100 00000002 0c000280
            06000100 27110000 2c000180 0b000100 7470726f 78790000 1c000280 08000100
            00000002 08000200 00000001 08000300 00000002 2c000180 0e000100 696d6d65
            64696174 65000000 18000280 08000100 00000001 0c000280 08000100 05000000
            24000180 09000100 6d657461 00000000 14000280 08000200 00000003 08000300
            00000001 30000180 0e000100 696d6d65 64696174 65000000 1c000280 08000100
            00000000 10000280 0c000280 08000100 00000001
            """);
  }

  @Test
  void sendsACopyToANeighbour() throws UnknownHostException {
    // nft add rule ip harness hold ip saddr 172.17.0.2 ip daddr 172.17.0.3 dup to 172.17.0.3 drop
    NetfilterRule rule =
        NetfilterRule.ANY
            .between(address("172.17.0.2"), address("172.17.0.3"))
            .copyTo(address("172.17.0.3"))
            .drop();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 38010480
            34000180 0c000100 7061796c 6f616400 24000280 08000100 00000001 08000200
            00000001 08000300 0000000c 08000400 00000004 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 08000100 ac110002
            34000180 0c000100 7061796c 6f616400 24000280 08000100 00000001 08000200
            00000001 08000300 00000010 08000400 00000004 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 08000100 ac110003
            2c000180 0e000100 696d6d65 64696174 65000000 18000280 08000100 00000001
            0c000280 08000100 ac110003 18000180 08000100 64757000 0c000280 08000100
            00000001 30000180 0e000100 696d6d65 64696174 65000000 1c000280 08000100
            00000000 10000280 0c000280 08000100 00000000
            """);
  }

  @Test
  void changesDestinationPort() throws UnknownHostException {
    // nft add rule ip harness names ip daddr 127.0.0.11 udp dport 53 udp dport set 10053
    NetfilterRule rule =
        NetfilterRule.ANY
            .to(address("127.0.0.11"), Transport.UDP, 53)
            .changeDestination(Transport.UDP, 10053);

    assertThat(inNames(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 0a000200 6e616d65 73000000 84010480
            34000180 0c000100 7061796c 6f616400 24000280 08000100 00000001 08000200
            00000001 08000300 00000010 08000400 00000004 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 08000100 7f00000b
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 11000000 34000180 0c000100 7061796c 6f616400
            24000280 08000100 00000001 08000200 00000002 08000300 00000002 08000400
            00000002 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 06000100 00350000 2c000180 0e000100 696d6d65 64696174
            65000000 18000280 08000100 00000001 0c000280 06000100 27450000 44000180
            0c000100 7061796c 6f616400 34000280 08000500 00000001 08000200 00000002
            08000300 00000002 08000400 00000002 08000600 00000001 08000700 00000006
            """);
  }

  @Test
  void changesSourcePort() throws UnknownHostException {
    // nft add rule ip harness names ip saddr 127.0.0.11 tcp sport 10053 tcp sport set 53
    NetfilterRule rule =
        NetfilterRule.ANY
            .from(address("127.0.0.11"), Transport.TCP, 10053)
            .changeSource(Transport.TCP, 53);

    assertThat(inNames(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 0a000200 6e616d65 73000000 84010480
            34000180 0c000100 7061796c 6f616400 24000280 08000100 00000001 08000200
            00000001 08000300 0000000c 08000400 00000004 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 08000100 7f00000b
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 06000000 34000180 0c000100 7061796c 6f616400
            24000280 08000100 00000001 08000200 00000002 08000300 00000000 08000400
            00000002 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 06000100 27450000 2c000180 0e000100 696d6d65 64696174
            65000000 18000280 08000100 00000001 0c000280 06000100 00350000 44000180
            0c000100 7061796c 6f616400 34000280 08000500 00000001 08000200 00000002
            08000300 00000000 08000400 00000002 08000600 00000001 08000700 00000010
            """);
  }

  @Test
  void addsChainOfWhatIsForwarded() {
    // nft add chain ip harness forward { type filter hook forward priority 0; }
    NetlinkRequest[] requests =
        NetfilterTable.named("harness")
            .chain("forward", NetfilterTable.Hook.FORWARD, 0)
            .transaction();

    assertThat(bytes(requests[2]))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 0c000300 666f7277 61726400 0b000700
            66696c74 65720000 14000480 08000100 00000002 08000200 00000000
            """);
  }

  @Test
  void letsPassWhatIsForThoseBeyondALink() {
    // nft add rule ip harness hold fib daddr oif "lo" accept
    NetfilterRule rule = NetfilterRule.ANY.toBeyond(Links.LOOPBACK).accept();

    assertThat(inHold(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 09000200 686f6c64 00000000 88000480
            28000180 08000100 66696200 1c000280 08000300 00000002 08000200 00000001
            08000100 00000001 2c000180 08000100 636d7000 20000280 08000100 00000001
            08000200 00000000 0c000380 08000100 01000000 30000180 0e000100 696d6d65
            64696174 65000000 1c000280 08000100 00000000 10000280 0c000280 08000100
            00000001
            """);
  }

  @Test
  void letsResetsOut() {
    // nft add rule ip harness forward oif "lo" tcp flags & (syn|rst) == rst accept
    NetfilterRule rule = NetfilterRule.ANY.out(Links.LOOPBACK).resetting().accept();

    assertThat(inForward(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 0c000200 666f7277 61726400 80010480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000005 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 08000100 01000000 24000180 09000100 6d657461 00000000
            14000280 08000200 00000010 08000100 00000001 2c000180 08000100 636d7000
            20000280 08000100 00000001 08000200 00000000 0c000380 05000100 06000000
            34000180 0c000100 7061796c 6f616400 24000280 08000100 00000001 08000200
            00000002 08000300 0000000d 08000400 00000001 4c000180 0c000100 62697477
            69736500 3c000280 08000100 00000001 08000200 00000001 08000600 00000000
            08000300 00000001 0c000480 05000100 06000000 0c000580 05000100 00000000
            2c000180 08000100 636d7000 20000280 08000100 00000001 08000200 00000000
            0c000380 05000100 04000000 30000180 0e000100 696d6d65 64696174 65000000
            1c000280 08000100 00000000 10000280 0c000280 08000100 00000001
            """);
  }

  @Test
  void letsPassWhatSaysThatItAnswers() {
    // nft add rule ip harness hold meta l4proto tcp tcp flags & ack == ack accept
    NetfilterRule rule = NetfilterRule.ANY.answering().accept();

    assertThat(inHold(rule))
        .contains("0c000480 05000100\n10000000 0c000580")
        .endsWith(
            """
            05000100 10000000 30000180
            0e000100 696d6d65 64696174 65000000 1c000280 08000100 00000000 10000280
            0c000280 08000100 00000001
            """);
  }

  @Test
  void letsAnswersToPingsOut() {
    // nft add rule ip harness forward oif "lo" icmp type echo-reply accept, from the protocol on
    NetfilterRule rule = NetfilterRule.ANY.ofIcmp(0).accept();

    assertThat(inForward(rule))
        .isEqualTo(
            """
            02000000 0c000100 6861726e 65737300 0c000200 666f7277 61726400 e4000480
            24000180 09000100 6d657461 00000000 14000280 08000200 00000010 08000100
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 01000000 34000180 0c000100 7061796c 6f616400
            24000280 08000100 00000001 08000200 00000002 08000300 00000000 08000400
            00000001 2c000180 08000100 636d7000 20000280 08000100 00000001 08000200
            00000000 0c000380 05000100 00000000 30000180 0e000100 696d6d65 64696174
            65000000 1c000280 08000100 00000000 10000280 0c000280 08000100 00000001
            """);
  }

  @Test
  void holdsPacketsAsIptablesDoes() {
    // iptables-nft -t raw -A PREROUTING -p udp -j NFQUEUE, the last expression of it
    NetfilterRule rule = NetfilterRule.ANY.queueAsIptables();

    assertThat(inHold(rule))
        .endsWith(
            """
            34000180 0b000100 74617267 65740000 24000280 0c000100 4e465155 45554500
            08000200 00000003 0c000300 00000100 00000000
            """);
  }

  private static String inHold(NetfilterRule rule) {
    return added("hold", NetfilterTable.Hook.PREROUTING, rule);
  }

  private static String inForward(NetfilterRule rule) {
    return added("forward", NetfilterTable.Hook.FORWARD, rule);
  }

  private static String inNames(NetfilterRule rule) {
    return added("names", NetfilterTable.Hook.OUTPUT, rule);
  }

  private static String added(String chain, NetfilterTable.Hook hook, NetfilterRule rule) {
    return bytes(NetfilterTable.named("harness").chain(chain, hook, -150, rule).transaction()[3]);
  }

  private static Inet4Address address(String text) throws UnknownHostException {
    return (Inet4Address) InetAddress.getByName(text);
  }

  /** Eight words of four bytes in each line, as the expected ones. */
  private static String bytes(NetlinkRequest request) {
    ByteBuffer batch = ByteBuffer.allocate(request.size()).order(ByteOrder.nativeOrder());
    request.put(batch, 1);
    String all = HexFormat.of().formatHex(batch.array(), HEADER, batch.getInt(0));
    return all.replaceAll("(.{8})", "$1 ").replaceAll("((.{8} ){7}.{8}) ", "$1\n").strip() + "\n";
  }
}
