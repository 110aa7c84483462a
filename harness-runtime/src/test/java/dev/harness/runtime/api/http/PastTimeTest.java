package dev.harness.runtime.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "24h, 2026-02-28T12:00:00Z",
    "1h30m, 2026-03-01T10:30:00Z",
    "1.5s, 2026-03-01T11:59:58.500Z",
    "250ms, 2026-03-01T11:59:59.750Z",
    "1767225600, 2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
  })
  void readsWhatDockersUsersWrite(String text, Instant time) {
    assertThat(PastTime.parse(text, NOW)).isEqualTo(time);
  }

  @Test
  void takesDatesForThoseOfItsZone() {
    Instant midnight =
        LocalDateTime.of(2026, 1, 2, 0, 0).atZone(ZoneId.systemDefault()).toInstant();

    assertThat(PastTime.parse("2026-01-02", NOW)).isEqualTo(midnight);
    assertThat(PastTime.parse("2026-01-02T00:00:00", NOW)).isEqualTo(midnight);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "1h ago", "2026-13-01", "99999999999999999999h"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> PastTime.parse(text, NOW))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining(text);
  }
}
