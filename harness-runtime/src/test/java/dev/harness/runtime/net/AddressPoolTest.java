package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
  private final AddressPool small = new AddressPool(AddressPlan.of(Subnet.parse("10.0.0.8/29")));

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
    AddressPool pool =
        new AddressPool(
            new AddressPlan(
                subnet,
                subnet.address(254),
                Subnet.parse("10.0.0.8/30"),
                Set.of(subnet.address(9))));

    Stream<String> taken = Stream.generate(pool::take).limit(3).map(Inet4Address::getHostAddress);

    assertThat(taken).containsExactly("10.0.0.8", "10.0.0.10", "10.0.0.11");
  }
}
