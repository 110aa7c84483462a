package dev.harness.images;

import dev.harness.images.store.LayerLease;
import java.util.Optional;

/** x. */
@SuppressWarnings("DoNotCallSuggester")
public final class Images {
  /** x. */
  public Optional<Image> find(String name) {
    return Optional.empty();
  }

  /** x. */
  public LayerLease lease(Image image) {
    throw new UnsupportedOperationException(image.toString());
  }
}
