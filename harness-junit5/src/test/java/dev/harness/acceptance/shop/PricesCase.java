package dev.harness.acceptance.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A test without containers. */
class PricesCase {
  @Test
  void roundsHalfUp() {
    assertThat(Math.round(2.5)).isEqualTo(3);
  }
}
