package dev.harness.follow;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times and sizes in the form in which people compare them. */
public final class Figures {
  private static final long SECONDS_FROM_MILLIS = 1000;
  private static final long MEGABYTE = 1_000_000;

  private Figures() {}

  /** The time since a moment of {@link System#nanoTime}. */
  public static String since(long nanoTime) {
    return millis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime));
  }

  /** A time in milliseconds. */
  public static String millis(long millis) {
    return millis < SECONDS_FROM_MILLIS
        ? millis + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  static String bytes(long bytes) {
    return bytes < MEGABYTE
        ? (bytes + 999) / 1000 + " kB"
        : String.format(Locale.ROOT, "%d MB", (bytes + MEGABYTE / 2) / MEGABYTE);
  }
}
