package dev.harness.images.arrival;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A layer that comes from no registry, received into a file: compressed with gzip, as it will be
 * kept and pushed.
 */
public final class MadeLayer implements LayerOrigin, AutoCloseable {
  /** An archive without entries is no layer, by Docker's rule: its digest is that of 1,024 zeros. */
  private static final Digest OF_NOTHING = Digest.sha256(new byte[1024]);

  private final Path file;
  private final Digest diffId;
  private final Descriptor descriptor;

  private MadeLayer(Path file, Digest diffId, Descriptor descriptor) {
    this.file = file;
    this.diffId = diffId;
    this.descriptor = descriptor;
  }

  /** Writes the plain archive of a layer. */
  public interface Content {
    /** Writes all of it; {@code archive} stays open. */
    void writeTo(OutputStream archive) throws IOException;
  }

  /**
   * Receives a layer.
   *
   * @param file where it is kept until this object is closed
   * @throws ImageException.LayerFailed when it cannot be read or written
   * @throws LayerException.TooLarge when it is larger than allowed
   */
  static MadeLayer receive(Content content, Path file, LayerLimits limits) {
    boolean done = false;
    try {
      LayerFile written = new LayerFile(file, limits);
      try (written) {
        content.writeTo(written);
      }
      MadeLayer layer = new MadeLayer(file, written.diffId(), written.descriptor());
      done = true;
      return layer;
    } catch (IOException e) {
      throw new ImageException.LayerFailed(
          "cannot keep the files of the image: " + e.getMessage(), e);
    } finally {
      if (!done) {
        delete(file);
      }
    }
  }

  /** The digest of the plain archive. */
  Digest diffId() {
    return diffId;
  }

  /** What a manifest says of it. */
  Descriptor descriptor() {
    return descriptor;
  }

  boolean isEmpty() {
    return diffId.equals(OF_NOTHING);
  }

  /** The layer on its way into the store. */
  LayerSource source() {
    return new LayerSource(diffId, diffId.shortHex(), descriptor.sizeBytes(), this);
  }

  @Override
  public InputStream open() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw LayerException.reading(e);
    }
  }

  @Override
  public boolean isOnlyCopy() {
    return true;
  }

  @Override
  public void unpacked() {
    // The file goes when the image is complete.
  }

  @Override
  public boolean spoiled() {
    return false;
  }

  @Override
  public void close() {
    delete(file);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
