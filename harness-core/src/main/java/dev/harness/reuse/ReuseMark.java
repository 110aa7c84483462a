package dev.harness.reuse;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a container that can be reused bears, as labels.
 *
 * @param hash of all that it was made from
 * @param expiry until when it may be taken; whole seconds
 */
public record ReuseMark(String hash, Instant expiry) {
  static final String HASH = "dev.harness.reuse";
  static final String EXPIRY = "dev.harness.reuse.expires";

  /** The labels. */
  public Map<String, String> labels() {
    return Map.of(HASH, hash, EXPIRY, Long.toString(expiry.getEpochSecond()));
  }

  /** Reads it from a container's labels; a wrong time counts as over. */
  static Optional<ReuseMark> of(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(HASH))
        .map(hash -> new ReuseMark(hash, time(labels.getOrDefault(EXPIRY, ""))));
  }

  private static Instant time(String seconds) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(seconds));
    } catch (NumberFormatException | DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
