package dev.harness.runtime.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EngineModeTest {

  @Test
  void allIdsMeanRoot() {
    assertThat(EngineMode.of(List.of("         0          0 4294967295")))
        .isEqualTo(EngineMode.ROOT);
  }

  @Test
  void subordinateIdsMeanRootless() {
    assertThat(EngineMode.of(List.of("0 1000 1", "1 100000 65536"))).isEqualTo(EngineMode.ROOTLESS);
  }

  @Test
  void oneIdMeansSingleId() {
    assertThat(EngineMode.of(List.of("0 1000 1"))).isEqualTo(EngineMode.SINGLE_ID);
  }
}
