package dev.harness.runtime.api.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Times as the API writes and reads them. */
public final class ApiTime {
  /** All have one width, so that lines of a log stay aligned. */
  private static final DateTimeFormatter FIXED_WIDTH =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private static final int NANO_DIGITS = 9;
  private static final int MAX_CHARACTERS = 64;

  private ApiTime() {}

  /** RFC 3339 with nine digits behind the second. */
  public static String fixedWidth(Instant time) {
    return FIXED_WIDTH.format(time);
  }

  /** Nanoseconds since 1970. */
  public static long nanoseconds(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  /**
   * Reads a parameter that is {@code seconds[.fraction]} since 1970 or a time of RFC 3339; 0 means
   * that it is not given.
   *
   * @throws RefusedRequest when it is neither
   */
  public static Optional<Instant> parameter(Query query, String name) {
    return query
        .text(name)
        .map(text -> parse(name, text))
        .filter(time -> !time.equals(Instant.EPOCH));
  }

  /**
   * Reads seconds since 1970 or a time of RFC 3339.
   *
   * @throws RefusedRequest when it is neither
   */
  static Instant parse(String name, String text) {
    try {
      if (text.length() > MAX_CHARACTERS) {
        throw new NumberFormatException();
      }
      return text.indexOf('T') > 0
          ? OffsetDateTime.parse(text).toInstant()
          : ofSeconds(new BigDecimal(text));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw RefusedRequest.malformed(
          "invalid value '"
              + text
              + "' of parameter "
              + name
              + ": want seconds since 1970, or a time like 2026-01-31T12:00:00Z",
          e);
    }
  }

  private static Instant ofSeconds(BigDecimal seconds) {
    if (seconds.scale() > NANO_DIGITS || seconds.precision() > MAX_CHARACTERS) {
      throw new ArithmeticException("more digits than nanoseconds have");
    }
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS);
    return Instant.ofEpochSecond(seconds.toBigInteger().longValueExact(), nanos.longValueExact());
  }
}
