package dev.harness.compose.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, with or without units, and truths. */
public final class Amount {
  private static final Pattern BYTES =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]+)?)\\s*([bkmgt]?)i?b?");
  private static final Pattern TIME =
      Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?(?:ns|us|µs|ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-zµ]+)");

  private Amount() {}

  /** Reads an amount of memory, as {@code 512m}; a number alone is one of bytes. */
  public static long bytes(String text) {
    Matcher amount = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      throw unlike(text, "an amount of memory like 512m or 2g");
    }
    int shift = "bkmgt".indexOf(amount.group(2)) * 10;
    double bytes = Double.parseDouble(amount.group(1)) * (1L << shift);
    if (bytes > 1L << 60) {
      throw unlike(text, "an amount of memory that any machine has");
    }
    return Math.round(bytes);
  }

  /** Reads a time, as {@code 1m30s}; {@code 0} is none. */
  public static Duration time(String text) {
    String words = text.strip();
    if (words.equals("0")) {
      return Duration.ZERO;
    }
    if (!TIME.matcher(words).matches()) {
      throw unlike(text, "a time like 30s or 1m30s");
    }
    double nanos = 0;
    for (Matcher part = PART.matcher(words); part.find(); ) {
      nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
    }
    return Duration.ofNanos(Math.round(nanos));
  }

  private static double unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> 86_400e9;
    };
  }

  /** Reads a whole number. */
  public static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw unlike(text, "a whole number");
    }
  }

  /** Reads a number. */
  public static double fraction(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw unlike(text, "a number");
    }
  }

  /** Reads what is true or not. */
  public static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on" -> true;
      case "false", "no", "n", "off" -> false;
      default -> throw unlike(text, "true or false");
    };
  }

  private static IllegalArgumentException unlike(String text, String form) {
    return new IllegalArgumentException("'%s' is not %s".formatted(text, form));
  }
}
