package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long an engine took to answer while something attacked it.
 *
 * @param sorted the times, the shortest first
 */
record Pings(List<Duration> sorted) {
  private static final Duration ENOUGH = Duration.ofMillis(100);

  /** A machine with few processors that others use too is late once in a while. */
  private static final Duration AT_MOST = Duration.ofMillis(500);

  private static final Duration LONG = Duration.ofSeconds(2);

  /** Of fewer, a single pause of the machine would be one of 100. */
  private static final int MANY = 500;

  /** Asks one after the other for a while; each must be answered. */
  static Pings of(Api api) throws IOException {
    List<Duration> times = new ArrayList<>();
    long end = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < end || times.size() < MANY) {
      long begin = System.nanoTime();
      assertThat(api.call("GET /_ping").body()).isEqualTo("OK");
      times.add(Duration.ofNanos(System.nanoTime() - begin));
    }
    Collections.sort(times);
    return new Pings(times);
  }

  /** Prints the longest but a few, and checks that the engine was there all the time. */
  void wereAnsweredSoon(String attack) {
    Duration most = sorted.get(sorted.size() * 99 / 100);
    System.out.printf(
        "%s: 99 of 100 pings in %d ms, of %d%n", attack, most.toMillis(), sorted.size());
    assertThat(sorted.get(sorted.size() * 9 / 10))
        .as("%s: 9 of 10 pings", attack)
        .isLessThan(ENOUGH);
    assertThat(most).as("%s: 99 of 100 pings", attack).isLessThan(AT_MOST);
  }
}
