package dev.harness.runtime.net.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int KIB = 1024;
  private static final long MILLISECOND = 1_000_000;

  private long now;
  private final Pace pace = new Pace(() -> now);

  @Test
  void beginsWithLittle() {
    assertThat(pace.isBulk()).isFalse();
    assertThat(pace.add(255 * KIB)).isFalse();
  }

  @Test
  void callsMuchInShortTimeBulk() {
    pace.add(128 * KIB);
    now += 7 * MILLISECOND;

    assertThat(pace.add(128 * KIB)).isTrue();
    assertThat(pace.isBulk()).isTrue();
  }

  @Test
  void callsMuchInLongTimeLittle() {
    pace.add(128 * KIB);
    now += 8 * MILLISECOND;

    assertThat(pace.add(128 * KIB)).isFalse();
  }

  @Test
  void countsWhatComesInPieces() {
    for (int piece = 0; piece < 31; piece++) {
      assertThat(pace.add(4 * KIB)).isFalse();
    }

    assertThat(pace.add(4 * KIB)).isTrue();
  }

  @Test
  void bulkEndsWithSmallPieces() {
    pace.add(256 * KIB);
    for (int piece = 0; piece < 31; piece++) {
      assertThat(pace.add(100)).isTrue();
    }

    assertThat(pace.add(100)).isFalse();
  }

  @Test
  void bulkEndsWithAPause() {
    pace.add(256 * KIB);
    now += 1000 * MILLISECOND;

    assertThat(pace.add(256 * KIB)).isFalse();
  }
}
