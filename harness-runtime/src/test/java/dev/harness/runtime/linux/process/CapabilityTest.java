package dev.harness.runtime.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CapabilityTest {

  @Test
  void givesContainersTheFourteenOfDocker() {
    assertThat(Capability.bits(Capability.CONTAINER_DEFAULT)).isEqualTo(0xa80425fbL);
  }

  @Test
  void readsNamesWithAndWithoutPrefix() {
    assertThat(Capability.parse("CAP_NET_ADMIN")).isEqualTo(Capability.NET_ADMIN);
    assertThat(Capability.parse("net_admin")).isEqualTo(Capability.NET_ADMIN);
  }

  @Test
  void refusesUnknownNames() {
    assertThatThrownBy(() -> Capability.parse("CAP_EVERYTHING"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown capability \"CAP_EVERYTHING\"; names look like CAP_NET_ADMIN or NET_ADMIN");
  }
}
