package dev.harness.runtime.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void laterValueStandsInTheEarlierPlace() {
    assertThat(Environment.merge(List.of("A=1", "B=2"), List.of("A=3", "C=4")))
        .containsExactly("A=3", "B=2", "C=4");
  }

  @Test
  void keyAloneRemoves() {
    assertThat(Environment.merge(List.of("A=1", "B=2"), List.of("A"))).containsExactly("B=2");
  }

  @Test
  void valueMayHoldAnEqualsSign() {
    assertThat(Environment.merge(List.of("A=1"), List.of("A=x=y"))).containsExactly("A=x=y");
  }
}
