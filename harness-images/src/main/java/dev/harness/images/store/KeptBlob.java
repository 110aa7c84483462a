package dev.harness.images.store;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes from which a layer was unpacked, kept beside its tree.
 *
 * @param digest their digest
 * @param file where they are, as long as the layer is leased
 */
public record KeptBlob(Digest digest, Path file) {

  /**
   * Reads them all.
   *
   * @throws IOException when they cannot be read or have another digest
   */
  public void verify() throws IOException {
    Descriptor expected = new Descriptor("application/octet-stream", digest, Files.size(file));
    try (InputStream bytes = new VerifiedInputStream(Files.newInputStream(file), expected)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }
}
