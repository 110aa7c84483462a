package dev.harness.images.pipeline;

import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text that somebody typed refers to: a name before an id, as Docker does.
 *
 * @param record the image
 * @param name the name by which it was found, completed; empty when it was found by its id
 */
public record ImageLookup(ImageRecord record, String name) {
  private static final Pattern ID_PREFIX = Pattern.compile("(?:sha256:)?[0-9a-f]{1,64}");
  private static final String ALGORITHM = "sha256:";

  /**
   * Finds an image.
   *
   * @throws ImageException.Conflict when the ids of several begin so
   */
  public static Optional<ImageLookup> find(ImageTable table, String nameOrId) {
    Optional<ImageLookup> byName =
        completed(nameOrId)
            .flatMap(name -> table.named(name).map(record -> new ImageLookup(record, name)));
    if (byName.isPresent() || !ID_PREFIX.matcher(nameOrId).matches()) {
      return byName;
    }
    String prefix = nameOrId.startsWith(ALGORITHM) ? nameOrId : ALGORITHM + nameOrId;
    List<ImageRecord> matching =
        table.all().stream().filter(image -> image.id().toString().startsWith(prefix)).toList();
    if (matching.size() > 1) {
      throw new ImageException.Conflict(
          "the ids of %d images begin with %s: write more of it"
              .formatted(matching.size(), nameOrId));
    }
    return matching.stream().findFirst().map(record -> new ImageLookup(record, ""));
  }

  /** The full name in the table: with the digest alone when there is one. */
  private static Optional<String> completed(String text) {
    try {
      Reference reference = Reference.parse(text);
      return Optional.of(
          reference
              .digest()
              .map(digest -> reference.withDigest(digest).toString())
              .orElseGet(reference::toString));
    } catch (InvalidReferenceException e) {
      // Ids are no names; whatever else it is, it is not found.
      return Optional.empty();
    }
  }
}
