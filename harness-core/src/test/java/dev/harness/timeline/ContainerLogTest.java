package dev.harness.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerLogTest {
  private static final Lane LANE = new Lane(Lane.Group.CONTAINERS, 1, "db", "");

  @Test
  void keepsTheLastLines() {
    String text = "old\n".repeat(600) + "young\n".repeat(499) + "last\n\n";

    ContainerLog log = ContainerLog.of(LANE, "db (postgres:16)", text);

    assertThat(log.lines()).hasSize(500).startsWith("young").endsWith("young", "last");
  }

  @Test
  void cutsLinesThatAreTooLong() {
    ContainerLog log = ContainerLog.of(LANE, "db", "x".repeat(1_000_000));

    assertThat(log.lines()).containsExactly("x".repeat(1999) + "…");
  }

  @Test
  void keepsOnlySoManyCharacters() {
    ContainerLog log = ContainerLog.of(LANE, "db", ("y".repeat(2000) + "\n").repeat(400));

    assertThat(log.lines()).hasSize(100);
  }

  @Test
  void hasNoLinesWhenNothingWasWritten() {
    assertThat(ContainerLog.of(LANE, "db", "").lines()).isEmpty();
  }
}
