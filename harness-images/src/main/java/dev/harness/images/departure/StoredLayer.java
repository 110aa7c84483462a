package dev.harness.images.departure;

import dev.harness.images.layer.record.ArchiveSplit;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.VerifiedInputStream;
import dev.harness.images.registry.client.BlobContent;
import dev.harness.images.store.KeptBlob;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A layer as the store gives it without asking anybody: the bytes that it came in, where they were
 * kept, otherwise its plain archive, made again of its tree.
 *
 * @param descriptor what a manifest says of these bytes
 * @param content the bytes, as long as the layer is leased
 */
record StoredLayer(Descriptor descriptor, BlobContent content) {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLayer.class);
  private static final String PLAIN_LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /** The layer of this ChainID; none when the store has neither. */
  static Optional<StoredLayer> of(Store store, ChainId chainId) {
    Optional<LayerRecord> record = store.layer(chainId);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeptBlob> kept = store.blob(chainId);
    try {
      return kept.isPresent()
          ? Optional.of(kept(kept.get()))
          : joined(record.get(), store.archiveSplit(chainId), store.tree(chainId));
    } catch (IOException e) {
      LOG.warn("Layer {} of the image store cannot be made an archive again", chainId, e);
      return Optional.empty();
    }
  }

  private static StoredLayer kept(KeptBlob blob) throws IOException {
    Descriptor descriptor =
        new Descriptor(mediaType(blob.file()), blob.digest(), Files.size(blob.file()));
    return new StoredLayer(descriptor, () -> Files.newInputStream(blob.file()));
  }

  private static String mediaType(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(ZSTD.length);
      if (Arrays.equals(magic, ZSTD)) {
        return PLAIN_LAYER + "+zstd";
      }
      return Arrays.equals(Arrays.copyOf(magic, GZIP.length), GZIP)
          ? PLAIN_LAYER + "+gzip"
          : PLAIN_LAYER;
    }
  }

  /** Layers that came before archives could be made again have no split. */
  private static Optional<StoredLayer> joined(LayerRecord layer, Path file, Path tree)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ArchiveSplit split = new ArchiveSplit(file, tree);
    Descriptor descriptor = new Descriptor(PLAIN_LAYER, layer.diffId(), split.sizeBytes());
    return Optional.of(
        new StoredLayer(descriptor, () -> new VerifiedInputStream(split.archive(), descriptor)));
  }
}
