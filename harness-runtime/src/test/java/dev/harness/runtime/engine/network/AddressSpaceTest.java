package dev.harness.runtime.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.Subnet6;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressSpaceTest {
  private final AddressSpace<Inet4Address> space = AddressSpace.ofIpv4(List::of, () -> {});

  @Test
  void givesDockersPoolsInTheirOrder() {
    assertThat(space.take()).hasToString("172.17.0.0/16");
    assertThat(space.take()).hasToString("172.18.0.0/16");
  }

  @Test
  void leavesOutWhatTheHostHasRoutesTo() {
    AddressSpace<Inet4Address> beside =
        AddressSpace.ofIpv4(
            () -> List.of(Subnet.parse("172.17.0.0/16"), Subnet.parse("172.18.5.0/24")), () -> {});

    assertThat(beside.take()).hasToString("172.19.0.0/16");
  }

  @Test
  void leavesOutWhatWasAskedFor() {
    space.take(Subnet.parse("172.17.128.0/20"));

    assertThat(space.take()).hasToString("172.18.0.0/16");
  }

  @Test
  void refusesSubnetThatOverlaps() {
    space.take(Subnet.parse("10.0.0.0/8"));

    assertThatThrownBy(() -> space.take(Subnet.parse("10.1.2.0/24")))
        .isInstanceOf(EngineException.Forbidden.class)
        .hasMessage(
            "Pool overlaps with other one on this address space: 10.1.2.0/24 with 10.0.0.0/8 of"
                + " another network");
  }

  @Test
  void givesFreedSubnetAgain() {
    AddressBlock<Inet4Address> first = space.take();
    space.free(first);

    assertThat(space.take()).isEqualTo(first);
  }

  @Test
  void awaitsSubnetThatIsBeingFreed() {
    List<Runnable> deletions = new ArrayList<>();
    AddressSpace<Inet4Address> beside =
        AddressSpace.ofIpv4(List::of, () -> deletions.forEach(Runnable::run));
    Subnet certain = Subnet.parse("10.1.2.0/24");
    beside.take(certain);
    IntStream.range(0, 31).forEach(i -> beside.take());
    deletions.add(
        () -> {
          beside.free(certain);
          beside.free(Subnet.parse("172.20.0.0/16"));
        });

    beside.take(certain);
    assertThat(beside.take()).hasToString("172.20.0.0/16");
  }

  @Test
  void refusesWhenAllAreTaken() {
    IntStream.range(0, 31).forEach(i -> space.take());

    assertThatThrownBy(space::take)
        .isInstanceOf(EngineException.Failed.class)
        .hasMessageContaining("remove networks, or name a subnet");
  }

  @Test
  void givesSubnetsOfOneRandomPrefixOfIpv6() {
    AddressSpace<Inet6Address> ours = AddressSpace.ofIpv6(() -> {});

    String first = ours.take().toString();
    String second = ours.take().toString();

    assertThat(first).startsWith("fd").endsWith("/64").isNotEqualTo(second);
    assertThat(prefix(first)).isEqualTo(prefix(second));
  }

  @Test
  void refusesSubnetOfIpv6ThatOverlaps() {
    AddressSpace<Inet6Address> ours = AddressSpace.ofIpv6(() -> {});
    ours.take(Subnet6.parse("fd00:5::/48"));

    assertThatThrownBy(() -> ours.take(Subnet6.parse("fd00:5:0:7::/64")))
        .isInstanceOf(EngineException.Forbidden.class)
        .hasMessage(
            "Pool overlaps with other one on this address space: fd00:5:0:7::/64 with fd00:5::/48"
                + " of another network");
  }

  private static List<Byte> prefix(String subnet) {
    byte[] network = Subnet6.parse(subnet).network().getAddress();
    return IntStream.range(0, 6).mapToObj(i -> network[i]).toList();
  }
}
