package dev.harness.images.store;

import java.nio.file.Path;
import java.util.List;

/** x. */
public final class LayerLease implements AutoCloseable {
  /** x. */
  public List<Path> trees() {
    return List.of();
  }

  @Override
  public void close() {}
}
