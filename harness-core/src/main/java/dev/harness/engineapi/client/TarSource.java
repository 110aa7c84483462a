package dev.harness.engineapi.client;

import java.io.IOException;
import java.io.OutputStream;

/** Something that writes a tar archive. */
@FunctionalInterface
public interface TarSource {
  /** Writes the whole archive and leaves {@code out} open. */
  void writeTo(OutputStream out) throws IOException;
}
