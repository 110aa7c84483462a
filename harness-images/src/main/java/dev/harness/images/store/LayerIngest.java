package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A layer's tree in the making, which nobody sees before it is published. */
public final class LayerIngest implements AutoCloseable {
  private final StoreLayout layout;
  private final ChainId chainId;
  private final Path directory;
  private @Nullable KeptInputStream kept;

  private LayerIngest(StoreLayout layout, ChainId chainId, Path directory) {
    this.layout = layout;
    this.chainId = chainId;
    this.directory = directory;
  }

  static LayerIngest begin(StoreLayout layout, ChainId chainId, Path directory) throws IOException {
    DurableFiles.createPrivateDirectory(directory);
    Files.createDirectory(StoreLayout.tree(directory));
    return new LayerIngest(layout, chainId, directory);
  }

  /** The empty directory that the layer is written to. */
  public Path tree() {
    return StoreLayout.tree(directory);
  }

  /**
   * Keeps the bytes from which the layer is unpacked beside its tree.
   *
   * @param blob closed with the returned stream, which has to be read to its end
   */
  public InputStream keeping(InputStream blob) {
    try {
      KeptInputStream stream = new KeptInputStream(blob, StoreLayout.keptBlob(directory));
      kept = stream;
      return stream;
    } catch (IOException e) {
      throw new StoreException.Failed("keep the bytes of layer " + chainId, e);
    }
  }

  /**
   * Makes the tree visible under its ChainID; its files must be durable already. When another
   * process was faster, its tree serves and this one goes with {@link #close}.
   */
  public LayerRecord publish(Digest diffId, long fileBytes) {
    LayerRecord record = new LayerRecord(diffId, fileBytes, kept == null ? null : kept.digest());
    try {
      DurableFiles.write(StoreLayout.layerRecord(directory), StoreJson.write(record));
      if (!Files.exists(layout.layer(chainId))) {
        DurableFiles.publish(directory, layout.layer(chainId));
      }
      return record;
    } catch (IOException e) {
      throw new StoreException.Failed("publish layer " + chainId, e);
    }
  }

  /** Deletes the tree unless it was published. */
  @Override
  public void close() {
    try {
      TreeRemoval.delete(directory);
    } catch (IOException e) {
      throw new StoreException.Failed("delete the unfinished layer " + chainId, e);
    }
  }
}
