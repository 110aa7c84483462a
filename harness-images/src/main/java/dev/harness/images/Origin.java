package dev.harness.images;

import dev.harness.images.reference.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Of what and by whom an image was made.
 *
 * @param parentOrNull see {@link #parent}
 * @param author empty when it does not say
 */
public record Origin(@Nullable Digest parentOrNull, String author) {
  /** An image that says nothing about it. */
  public static final Origin UNKNOWN = new Origin(null, "");

  /** The image here of which it was made, if it was. */
  public Optional<Digest> parent() {
    return Optional.ofNullable(parentOrNull);
  }
}
