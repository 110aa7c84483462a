package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.disk.DurableFiles;
import dev.harness.images.store.disk.TreeRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A layer's tree in the making, which nobody sees before it is published. */
public final class LayerIngest implements AutoCloseable {
  private final StoreLayout layout;
  private final Session session;
  private final ChainId chainId;
  private final Path directory;
  private @Nullable KeptInputStream kept;

  private LayerIngest(StoreLayout layout, Session session, ChainId chainId, Path directory) {
    this.layout = layout;
    this.session = session;
    this.chainId = chainId;
    this.directory = directory;
  }

  static LayerIngest begin(StoreLayout layout, Session session, ChainId chainId)
      throws IOException {
    Path directory = session.newIngestPath();
    DurableFiles.createPrivateDirectory(directory);
    Files.createDirectory(StoreLayout.tree(directory));
    return new LayerIngest(layout, session, chainId, directory);
  }

  /** The empty directory that the layer is written to. */
  public Path tree() {
    return StoreLayout.tree(directory);
  }

  /** Where the record of what was written to the tree belongs; it is published with the tree. */
  public Path treeRecord() {
    return StoreLayout.treeRecord(directory);
  }

  /** Where that belongs which the archive has besides what is in the tree; published with it. */
  public Path archiveSplit() {
    return StoreLayout.archiveSplit(directory);
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
      throw new StoreException.Failed("keep the bytes of layer " + chainId, directory, e);
    }
  }

  /**
   * Makes the tree visible under its ChainID; its files must be durable already. When another
   * process was faster, its tree serves and this one goes with {@link #close}.
   */
  public LayerRecord publish(Digest diffId, long fileBytes) {
    LayerRecord record = new LayerRecord(diffId, fileBytes, kept == null ? null : kept.digest());
    Path place = layout.layer(chainId);
    try {
      DurableFiles.write(StoreLayout.layerRecord(directory), StoreJson.write(record));
      if (Files.exists(StoreLayout.layerRecord(place))) {
        return record;
      }
      if (Files.exists(place)) {
        // Not the store's work: it shows no layer without its record.
        session.moveToTrash(place);
      }
      DurableFiles.sync(directory);
      DurableFiles.publish(directory, place);
      return record;
    } catch (IOException e) {
      throw new StoreException.Failed("publish layer " + chainId, directory, e);
    }
  }

  /** Deletes the tree unless it was published. */
  @Override
  public void close() {
    try {
      TreeRemoval.delete(directory);
    } catch (IOException e) {
      throw new StoreException.Failed("delete the unfinished layer " + chainId, directory, e);
    }
  }
}
