package dev.harness.images.registry.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import okhttp3.Response;

/** Reads how long a registry wants to be left alone: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private RetryAfter() {}

  /** The time of an answer's header; zero when it has none that can be read. */
  static Duration of(Response response) {
    String header = response.header("Retry-After");
    if (header == null) {
      return Duration.ZERO;
    }
    return SECONDS.matcher(header).matches()
        ? Duration.ofSeconds(Long.parseLong(header))
        : untilDate(header, response);
  }

  /** By the registry's own clock where it tells it, so that ours need not be right. */
  private static Duration untilDate(String header, Response response) {
    try {
      Instant then = instant(header);
      String date = response.header("Date");
      Instant now =
          date == null ? Instant.ofEpochMilli(response.receivedResponseAtMillis()) : instant(date);
      Duration left = Duration.between(now, then);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static Instant instant(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
