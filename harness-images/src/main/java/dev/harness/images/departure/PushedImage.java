package dev.harness.images.departure;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has after a push.
 *
 * @param tag under which tag
 * @param manifest the manifest, or the list of platforms
 * @param listOrNull see {@link #listLeftBehind}
 */
public record PushedImage(String tag, Descriptor manifest, @Nullable Descriptor listOrNull) {

  /** The digest of what was pushed. */
  public Digest digest() {
    return manifest.digest();
  }

  /** How long the manifest or list is. */
  public long sizeBytes() {
    return manifest.sizeBytes();
  }

  /** The list that the image came from, when it was not sent because not all of it is here. */
  public Optional<Descriptor> listLeftBehind() {
    return Optional.ofNullable(listOrNull);
  }
}
