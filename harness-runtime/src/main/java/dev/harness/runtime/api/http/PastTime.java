package dev.harness.runtime.api.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as people write it in filters: a duration of Go before now ({@code 1h30m}), a date, a date
 * with a time of the engine's zone or of the one it names, or seconds since 1970.
 */
public final class PastTime {
  private static final int MAX_CHARACTERS = 64;
  private static final Pattern DURATION =
      Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private PastTime() {}

  /**
   * Reads a time.
   *
   * @throws RefusedRequest when it has none of the forms
   */
  public static Instant parse(String text, Instant now) {
    try {
      if (text.length() > MAX_CHARACTERS) {
        throw new NumberFormatException();
      }
      if (DURATION.matcher(text).matches()) {
        return now.minus(duration(text));
      }
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
      }
      if (LOCAL.matcher(text).matches()) {
        return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
      }
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw RefusedRequest.malformed(
          "invalid filter 'until=%s': want a duration like 24h, a time like 2026-01-31T12:00:00Z,"
                  .formatted(text)
              + " or seconds since 1970",
          e);
    }
    return ApiTime.parse("until", text);
  }

  private static Duration duration(String text) {
    Duration sum = Duration.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      BigDecimal nanos =
          new BigDecimal(part.group(1))
              .multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L)));
      sum = sum.plusNanos(nanos.toBigInteger().longValueExact());
    }
    return sum;
  }
}
