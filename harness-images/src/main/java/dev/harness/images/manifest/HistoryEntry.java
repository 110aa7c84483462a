package dev.harness.images.manifest;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * How one step of an image's build is remembered in its configuration.
 *
 * @param created when; the epoch when it does not say
 * @param createdBy the command
 * @param comment what its author added
 * @param emptyLayer whether it left no layer
 */
public record HistoryEntry(Instant created, String createdBy, String comment, boolean emptyLayer) {

  /**
   * Reads the history of an image, the oldest entry first.
   *
   * @throws ManifestException.Invalid when the document breaks its format
   */
  public static List<HistoryEntry> of(byte[] configuration) {
    try {
      return JsonObject.parse(configuration, "the image configuration").objects("history").stream()
          .map(HistoryEntry::read)
          .toList();
    } catch (JsonException e) {
      throw new ManifestException.Invalid("invalid image configuration: " + e.getMessage(), e);
    }
  }

  private static HistoryEntry read(JsonObject json) {
    return new HistoryEntry(
        time(json.textOrEmpty("created")),
        json.textOrEmpty("created_by"),
        json.textOrEmpty("comment"),
        json.flag("empty_layer"));
  }

  /** Nothing depends on it, so a malformed time is none. */
  private static Instant time(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      return Instant.EPOCH;
    }
  }
}
