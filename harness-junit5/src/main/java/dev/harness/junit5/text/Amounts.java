package dev.harness.junit5.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units behind them. */
public final class Amounts {
  private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("([0-9]{1,12}) ?([a-zA-Z]*)");

  private Amounts() {}

  /** Reads a number of bytes as {@code 512m}: the units are {@code b}, {@code k}, {@code m} and {@code g}. */
  public static long bytes(String text) {
    Matcher amount = matched(text, "an amount of memory like 512m or 2g");
    long number = Long.parseLong(amount.group(1));
    int shift =
        switch (amount.group(2).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 0;
          case "k", "kb", "kib" -> 10;
          case "m", "mb", "mib" -> 20;
          case "g", "gb", "gib" -> 30;
          default -> throw unlike(text, "an amount of memory like 512m or 2g");
        };
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("'" + text + "' is more memory than can be counted");
    }
    return number << shift;
  }

  /** Reads a time as {@code 90s}: the units are {@code ms}, {@code s}, {@code m} and {@code h}. */
  public static Duration time(String text) {
    Matcher amount = matched(text, "a time like 90s or 2m");
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> throw unlike(text, "a time like 90s or 2m");
    };
  }

  private static Matcher matched(String text, String form) {
    Matcher matcher = NUMBER_WITH_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      throw unlike(text, form);
    }
    return matcher;
  }

  private static IllegalArgumentException unlike(String text, String form) {
    return new IllegalArgumentException("'" + text + "' is not " + form);
  }
}
