package dev.harness.images.store.disk;

import java.io.IOException;

/** Work that fails as file operations do. */
@FunctionalInterface
public interface FileWork<T> {

  /** Does it. */
  T run() throws IOException;
}
