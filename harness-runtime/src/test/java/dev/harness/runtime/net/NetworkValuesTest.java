package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkValuesTest {

  @Nested
  class OfAContainerPort {

    @Test
    void readsTheApisForm() {
      assertThat(ContainerPort.parse("5432/tcp")).isEqualTo(ContainerPort.tcp(5432));
      assertThat(ContainerPort.parse("80")).isEqualTo(ContainerPort.tcp(80));
      assertThat(ContainerPort.parse("53/udp"))
          .isEqualTo(new ContainerPort(53, Protocol.UDP))
          .hasToString("53/udp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "80/TCP", "-1", "8000-8010/tcp", "١/tcp", "123456"})
    void refusesOtherForms(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContainerPort.parse(text))
          .withMessage("no container port: \"%s\"; write it like 5432/tcp or 53/udp", text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void refusesNumberThatNoPortHas(int number) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContainerPort.tcp(number))
          .withMessage("no container port: %d; it must be from 1 to 65535", number);
    }
  }

  @Nested
  class OfASubnet {

    @Test
    void readsTheUsualForm() {
      Subnet subnet = Subnet.parse("172.17.0.0/16");

      assertThat(subnet).hasToString("172.17.0.0/16");
      assertThat(subnet.address(258).getHostAddress()).isEqualTo("172.17.1.2");
      assertThat(subnet.highest().getHostAddress()).isEqualTo("172.17.255.255");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "172.17.0.0",
          "172.17.0.1/16",
          "256.0.0.0/8",
          "10.0.0.0/7",
          "10.0.0.0/31",
          "::/8"
        })
    void refusesOtherForms(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
    }
  }

  @Nested
  class OfASubnetOfIpv6 {

    @Test
    void readsTheUsualForm() throws UnknownHostException {
      Subnet6 subnet = Subnet6.parse("fd00:5:0::/48");

      assertThat(subnet).hasToString("fd00:5::/48");
      assertThat(AddressText.of(subnet.address(258))).isEqualTo("fd00:5::102");
      assertThat(AddressText.of(subnet.highest())).isEqualTo("fd00:5:0:ffff:ffff:ffff:ffff:ffff");
      assertThat(subnet.contains(address("fd00:5:0:7::9"))).isTrue();
      assertThat(subnet.contains(address("fd00:5:1::"))).isFalse();
      assertThat(subnet.containsHost(address("fd00:5::"))).isFalse();
      assertThat(subnet.size()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
      "fd00::,             no IPv6 network",
      "fd00::/x,           no IPv6 network",
      "fd00:::/64,         no IPv6 network",
      "fd00::%1/64,        no IPv6 network",
      "10.0.0.0/8,         no IPv6 network",
      "::ffff:10.0.0.0/96, no IPv6 network",
      "fd00::1/64,         fd00::1/64 is not the address of a network",
      "fd00::/127,         prefix length must be from 8 to 126: 127",
      "fd00::/7,           prefix length must be from 8 to 126: 7",
      "::/8,               has a special meaning",
      "fe80::/64,          has a special meaning",
      "ff05::/16,          has a special meaning"
    })
    void refusesOthers(String text, String says) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Subnet6.parse(text))
          .withMessageContaining(says);
    }

    private static Inet6Address address(String text) throws UnknownHostException {
      return (Inet6Address) InetAddress.getByName(text);
    }
  }

  @Nested
  class OfABridge {

    @Test
    void refusesPacketsThatAreTooSmallForIpv6() {
      AddressPlan<Inet4Address> ipv4 = AddressPlan.of(Subnet.parse("172.17.0.0/16"));
      AddressPlan<Inet6Address> ipv6 = AddressPlan.of(Subnet6.parse("fd00:5::/64"));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BridgeSpec("harness0", ipv4, Optional.of(ipv6), 1279, false))
          .withMessage("MTU must be at least 1280 with IPv6: 1279");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "harness0harness0", "../eth0", "br 0"})
    void refusesNameThatTheKernelWouldNotTake(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BridgeSpec.of(name, Subnet.parse("172.17.0.0/16")))
          .withMessage("no name for a bridge: \"%s\"", name);
    }
  }

  @Nested
  class OfAGroupMap {

    @Test
    void endsPingRangeAtTheHighestMappedGroup() {
      assertThat(Sysctl.highestGroup("0 1000 1\n1 100000 65535\n")).isEqualTo(65535);
    }

    @Test
    void endsPingRangeAtWhatTheKernelTakes() {
      assertThat(Sysctl.highestGroup("         0          0 4294967295\n")).isEqualTo(2147483647);
    }
  }
}
