package dev.harness.images.layer.unpack;

import java.io.IOException;
import java.nio.file.Path;

/** Where layers can be written: makes the writer of one layer's tree. */
@FunctionalInterface
public interface LayerTarget {

  /**
   * Begins a layer in {@code directory}, which exists, is empty and belongs to the caller's store.
   *
   * @throws IOException saying what failed and why
   */
  LayerWriter open(Path directory) throws IOException;
}
