package dev.harness.runtime.engine.request;

import static dev.harness.runtime.linux.process.Capability.CHOWN;
import static dev.harness.runtime.linux.process.Capability.NET_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.process.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilityChoiceTest {
  private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);
  private static final Set<Capability> NONE = Set.of();

  @Test
  void addsToTheDefaultOnesAndDropsFromThem() {
    Set<Capability> chosen = CapabilityChoice.of(Set.of(NET_ADMIN), Set.of(CHOWN), false);

    assertThat(chosen).hasSize(14).contains(NET_ADMIN).doesNotContain(CHOWN);
  }

  @Test
  void keepsWhatIsBothDroppedAndAdded() {
    assertThat(CapabilityChoice.of(Set.of(CHOWN), Set.of(CHOWN), false)).contains(CHOWN);
  }

  @Test
  void leavesOnlyThoseAddedWhenAllAreDropped() {
    assertThat(CapabilityChoice.of(Set.of(NET_ADMIN), ALL, false)).containsExactly(NET_ADMIN);
    assertThat(CapabilityChoice.of(NONE, ALL, false)).isEmpty();
  }

  @Test
  void leavesAllButThoseDroppedWhenAllAreAdded() {
    assertThat(CapabilityChoice.of(ALL, Set.of(CHOWN), false))
        .hasSize(ALL.size() - 1)
        .doesNotContain(CHOWN);
  }

  @Test
  void givesThePrivilegedAll() {
    assertThat(CapabilityChoice.of(NONE, ALL, true)).isEqualTo(ALL);
  }
}
