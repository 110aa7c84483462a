package dev.harness.runtime.net.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience(0);

  @Test
  void isWillingAtFirst() {
    assertThat(patience.isWilling()).isTrue();
  }

  @Test
  void staysWillingWhileThatPays() {
    patience.paid();
    patience.paid();

    assertThat(patience.isWilling()).isTrue();
  }

  @Test
  void restsEverLongerWhenItFails() {
    patience.failed();
    assertThat(patience.isWilling()).isFalse();
    assertThat(patience.isWilling()).isTrue();

    patience.failed();
    assertThat(patience.isWilling()).isFalse();
    assertThat(patience.isWilling()).isFalse();
    assertThat(patience.isWilling()).isFalse();
    assertThat(patience.isWilling()).isTrue();
  }

  @Test
  void restsShortlyAgainAfterItPaid() {
    patience.failed();
    patience.failed();
    patience.paid();
    patience.failed();

    assertThat(patience.isWilling()).isFalse();
    assertThat(patience.isWilling()).isTrue();
  }

  @Test
  void isUnwillingWhileManyTalk() {
    patience.heard(1);
    patience.heard(10);
    assertThat(patience.isWilling()).isFalse();

    patience.heard(18);
    assertThat(patience.isWilling()).isTrue();
  }
}
