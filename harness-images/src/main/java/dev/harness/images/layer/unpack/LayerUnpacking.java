package dev.harness.images.layer.unpack;

import dev.harness.images.layer.Decompression;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.TarReader;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Unpacks layers: blob → plain archive → entries → tree, verified on the way. */
public final class LayerUnpacking {
  private final LayerTarget target;
  private final LayerLimits limits;

  /** Writes through {@code target} what stays within {@code limits}. */
  public LayerUnpacking(LayerTarget target, LayerLimits limits) {
    this.target = target;
    this.limits = limits;
  }

  /**
   * Unpacks one layer into an empty directory; when this returns, the tree is complete and
   * durable. After a failure the directory holds a part that only its owner may delete.
   *
   * @param blob the layer, compressed in any known way or not at all; it is read to its end,
   *     where it may still fail, and is closed
   * @param diffId the digest that the plain archive must have
   * @param directory the empty directory to write to
   * @param lower the layers below
   * @param verified is told when the blob is closed and its content was the announced one, before
   *     the tree is made durable: what is deleted now never reaches the disk
   * @throws LayerException when the layer is damaged, hostile, not the announced one, or cannot be
   *     written
   */
  public AppliedLayer unpack(
      InputStream blob, Digest diffId, Path directory, LowerLayers lower, Runnable verified) {
    try (InputStream closing = blob;
        LayerWriter writer = target.open(directory)) {
      AppliedLayer applied = write(closing, diffId, directory, lower, writer);
      verified.run();
      writer.finish();
      return applied;
    } catch (IOException e) {
      throw LayerException.writing(LayerPath.ROOT, e);
    }
  }

  /** Three threads: one downloads and verifies, one inflates, and this one hashes and writes. */
  private AppliedLayer write(
      InputStream blob, Digest diffId, Path directory, LowerLayers lower, LayerWriter writer) {
    String name = diffId.shortHex();
    try (InputStream fetched = new ReadAhead(blob, "fetch-" + name);
        InputStream plain = new ReadAhead(Decompression.open(fetched), "layer-" + name);
        HashingInputStream archive =
            new HashingInputStream(
                plain, diffId.algorithm(), limits, DiskFloor.of(directory, limits))) {
      AppliedLayer applied =
          new LayerApplier(writer, lower).apply(new TarReader(writer.watching(archive), limits));
      Digest actual = archive.digest();
      if (!actual.equals(diffId)) {
        throw new LayerException.WrongContent(
            "the unpacked layer has the digest %s, the image announces %s"
                .formatted(actual, diffId));
      }
      return applied;
    } catch (IOException e) {
      throw LayerException.reading(e);
    }
  }
}
