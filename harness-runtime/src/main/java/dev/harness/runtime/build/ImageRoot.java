package dev.harness.runtime.build;

import dev.harness.images.store.LayerLease;
import dev.harness.runtime.fs.Root;
import java.util.Optional;

/** The files of an image, which stays as long as this is open. */
record ImageRoot(Root root, Optional<LayerLease> lease) implements AutoCloseable {
  @Override
  public void close() {
    try (LayerLease last = lease.orElse(null)) {
      root.close();
    }
  }
}
