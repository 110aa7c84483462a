package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
  private final AddressPool<Inet4Address> small =
      new AddressPool<>(AddressPlan.of(Subnet.parse("10.0.0.8/29")));

  @Test
  void keepsTheFirstAddressForTheGateway() {
    assertThat(small.gateway().getHostAddress()).isEqualTo("10.0.0.9");
  }

  @Test
  void givesAllAddressesButThoseOfNetworkGatewayAndBroadcast() {
    Stream<String> taken = Stream.generate(small::take).limit(5).map(Inet4Address::getHostAddress);

    assertThat(taken)
        .containsExactly("10.0.0.10", "10.0.0.11", "10.0.0.12", "10.0.0.13", "10.0.0.14");
  }

  @Test
  void givesTheHighestAddressToWhoWantsItAlone() {
    assertThat(small.takeHighest().getHostAddress()).isEqualTo("10.0.0.14");

    assertThat(Stream.generate(small::take).limit(4).map(Inet4Address::getHostAddress))
        .containsExactly("10.0.0.10", "10.0.0.11", "10.0.0.12", "10.0.0.13");
  }

  @Test
  void passesOverGatewayAndReservedForTheHighest() {
    Subnet subnet = Subnet.parse("10.0.0.8/29");
    AddressPool<Inet4Address> pool =
        new AddressPool<>(
            new AddressPlan<>(subnet, subnet.address(6), subnet, Set.of(subnet.address(5))));

    assertThat(pool.takeHighest().getHostAddress()).isEqualTo("10.0.0.12");
  }

  @Test
  void refusesWhenAllAreTaken() {
    Stream.generate(small::take).limit(5).forEach(address -> {});

    assertThatThrownBy(small::take)
        .isInstanceOf(NetworkException.NoFreeAddress.class)
        .hasMessage(
            "cannot give a container an address: all 5 of 10.0.0.8/29 are taken;"
                + " remove containers or use another network");
  }

  @Test
  void letsFreedAddressRestWhileThereAreOthers() {
    Inet4Address first = small.take();
    small.free(first);

    assertThat(small.take().getHostAddress()).isEqualTo("10.0.0.11");
  }

  @Test
  void givesFreedAddressAgainWhenItIsTheLast() {
    Inet4Address first = small.take();
    Stream.generate(small::take).limit(4).forEach(address -> {});
    small.free(first);

    assertThat(small.take()).isEqualTo(first);
  }

  @Test
  void givesTheAddressThatIsAskedForOnce() {
    Inet4Address wanted = Subnet.parse("10.0.0.8/29").address(4);
    small.take(wanted);

    assertThatThrownBy(() -> small.take(wanted))
        .isInstanceOf(NetworkException.AddressInUse.class)
        .hasMessage(
            "Address already in use: 10.0.0.12 of the network 10.0.0.8/29; choose another, or"
                + " none");
    assertThat(Stream.generate(small::take).limit(4)).doesNotContain(wanted);
  }

  @Test
  void refusesTheGatewaysAddress() {
    assertThatThrownBy(() -> small.take(small.gateway()))
        .isInstanceOf(NetworkException.AddressInUse.class)
        .hasMessage(
            "Address already in use: 10.0.0.9 is the gateway of the network 10.0.0.8/29; choose"
                + " another, or none");
  }

  @Test
  void refusesAddressThatIsNoContainers() {
    Inet4Address beyond = Subnet.parse("10.0.1.0/29").address(4);

    assertThatThrownBy(() -> small.take(beyond))
        .isInstanceOf(NetworkException.AddressUnavailable.class)
        .hasMessage(
            "no configured subnet contains IP address 10.0.1.4: the network's is 10.0.0.8/29");
  }

  @Test
  void keepsToTheRangeAndLeavesReservedAddressesOut() {
    Subnet subnet = Subnet.parse("10.0.0.0/24");
    AddressPool<Inet4Address> pool =
        new AddressPool<>(
            new AddressPlan<>(
                subnet,
                subnet.address(254),
                Subnet.parse("10.0.0.8/30"),
                Set.of(subnet.address(9))));

    Stream<String> taken = Stream.generate(pool::take).limit(3).map(Inet4Address::getHostAddress);

    assertThat(taken).containsExactly("10.0.0.8", "10.0.0.10", "10.0.0.11");
  }

  @Test
  void givesAddressesOfLargeSubnetOfIpv6() {
    AddressPool<Inet6Address> large = ofIpv6("fd00:5::/64");

    Stream<String> taken = Stream.generate(large::take).limit(3).map(AddressText::of);

    assertThat(taken).containsExactly("fd00:5::2", "fd00:5::3", "fd00:5::4");
    assertThat(AddressText.of(large.gateway())).isEqualTo("fd00:5::1");
  }

  @Test
  void givesTheHighestAddressOfIpv6WhichReachesNobodyElse() {
    AddressPool<Inet6Address> small6 = ofIpv6("fd00:5::4/126");

    Stream<String> taken = Stream.generate(small6::take).limit(2).map(AddressText::of);

    assertThat(taken).containsExactly("fd00:5::6", "fd00:5::7");
    assertThatThrownBy(small6::take)
        .isInstanceOf(NetworkException.NoFreeAddress.class)
        .hasMessageContaining("all 2 of fd00:5::4/126 are taken");
  }

  @Test
  void givesAddressFarUpInSubnetOfIpv6() {
    AddressPool<Inet6Address> large = ofIpv6("fd00:5::/32");
    Inet6Address wanted = Subnet6.parse("fd00:5:ffff::/48").highest();

    large.take(wanted);

    assertThatThrownBy(() -> large.take(wanted))
        .isInstanceOf(NetworkException.AddressInUse.class)
        .hasMessageStartingWith(
            "Address already in use: fd00:5:ffff:ffff:ffff:ffff:ffff:ffff of the network"
                + " fd00:5::/32");
  }

  private static AddressPool<Inet6Address> ofIpv6(String subnet) {
    return new AddressPool<>(AddressPlan.of(Subnet6.parse(subnet)));
  }
}
