package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.disk.DiskState;
import dev.harness.images.store.disk.DurableFiles;
import dev.harness.images.store.disk.SpaceReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images on disk: their documents, the trees of their layers, their names.
 *
 * <p>Several processes may use one directory at the same time, each with one {@code Store} object,
 * because file locks belong to processes. Nothing is visible before it is complete and verified;
 * killing a process at any time leaves files that the next one deletes.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final StoreLayout layout;
  private final TableFile tableFile;
  private final StoreLock lock;
  private final SpaceReserve reserve;
  private final LayerLocks layerLocks;
  private final Session session;

  private Store(StoreLayout layout, StoreLock lock, SpaceReserve reserve, Session session) {
    this.layout = layout;
    this.tableFile = new TableFile(layout.images(), Clock.systemUTC());
    this.lock = lock;
    this.reserve = reserve;
    this.layerLocks = new LayerLocks(layout);
    this.session = session;
  }

  /**
   * Opens the store in {@code directory}, which is made when it is missing and closed to other
   * users (H14), and deletes what killed processes left. A store that is damaged opens as well; what
   * is damaged fails when it is asked for, with the way to repair it.
   *
   * @throws StoreException when the directory cannot be used
   */
  public static Store open(Path directory) {
    StoreLayout layout = new StoreLayout(directory.toAbsolutePath());
    try {
      DurableFiles.createPrivateDirectory(layout.root());
      for (Path each : layout.directories()) {
        DurableFiles.createPrivateDirectory(each);
      }
      layout.requireExactNames();
    } catch (IOException e) {
      throw new StoreException.Failed("open the image store in " + directory, directory, e);
    }
    StoreLock lock = new StoreLock(layout.storeLock());
    SpaceReserve reserve = new SpaceReserve(layout.reserve());
    Session session =
        lock.hold(
            "open the image store in " + directory,
            () -> reserve.spend(() -> Session.begin(layout, lock)));
    Store store = new Store(layout, lock, reserve, session);
    store.collectGarbage();
    return store;
  }

  /** The images at this moment. */
  public ImageTable images() {
    try {
      return tableFile.read();
    } catch (IOException e) {
      throw new StoreException.Failed("read the table of images", layout.root(), e);
    }
  }

  private void writeTable(ImageTable table) throws IOException {
    Path prepared = session.newIngestPath();
    DurableFiles.write(prepared, StoreJson.write(table));
    DurableFiles.publish(prepared, layout.images());
  }

  /**
   * Adds an image with its documents and gives it names, which move from the images that had them.
   * Its layers must be published and leased by the caller.
   *
   * @param documents the configuration, and the manifest when there is one; each is stored under
   *     its digest
   * @return the images before the change
   */
  public ImageTable add(ImageRecord image, List<Document> documents, List<String> names) {
    return lock.hold(
        "add image " + image.id(),
        () -> {
          for (Document document : documents) {
            write(document);
          }
          ImageTable before = tableFile.read();
          writeTable(before.with(image, names));
          new Expectations(layout).remove(image.id());
          return before;
        });
  }

  /**
   * Notes that an image is on its way, so that what comes of it is kept for a day, even when it
   * fails and this process ends.
   *
   * @param chain the ChainIDs of its layers
   */
  public void expect(Digest image, List<ChainId> chain) {
    lock.hold(
        "note that image " + image + " is on its way",
        () -> {
          new Expectations(layout).add(image, chain);
          return image;
        });
  }

  private void write(Document document) throws IOException {
    Path place = layout.blob(document.digest());
    if (document(document.digest()).isEmpty()) {
      Path prepared = session.newIngestPath();
      DurableFiles.write(prepared, document.content());
      DurableFiles.publish(prepared, place);
    }
  }

  /**
   * Changes the table of images, and deletes what is no longer needed by any image or lease.
   *
   * @param change makes the new table from the one there is; it may throw to change nothing
   * @return the images after the change
   */
  public ImageTable remove(UnaryOperator<ImageTable> change) {
    ImageTable after =
        lock.hold(
            "change the table of images",
            () -> {
              ImageTable changed = change.apply(tableFile.read());
              reserve.spend(
                  () -> {
                    writeTable(changed);
                    return changed;
                  });
              new GarbageCollection(layout, session).collect(changed);
              return changed;
            });
    emptyTrash();
    return after;
  }

  private void collectGarbage() {
    try {
      lock.hold(
          "clean up the image store",
          () -> {
            ImageTable table = tableFile.read();
            new GarbageCollection(layout, session).collect(table);
            return table;
          });
    } catch (StoreException e) {
      LOG.warn("Nothing that is not needed is deleted from {}", layout.root(), e);
    }
    emptyTrash();
  }

  /** What lies in the store. */
  public Inventory inventory() {
    try {
      return Inventory.of(layout);
    } catch (IOException e) {
      throw new StoreException.Failed("list the image store", layout.root(), e);
    }
  }

  /**
   * Throws away what is damaged, with the images that need it, so that their next pull brings it
   * anew; and what is no longer needed then.
   *
   * @return the damaged layers that stay, with their images, because a living process uses them
   */
  public Set<ChainId> discard(Damage damage) {
    Set<ChainId> used =
        lock.hold(
            "repair the image store",
            () -> {
              Discarding discarding = new Discarding(layout, session, damage);
              ImageTable table = damage.table() ? ImageTable.empty() : tableFile.read();
              ImageTable changed = discarding.change(table);
              if (damage.table() || !changed.equals(table)) {
                writeTable(changed);
              }
              discarding.run();
              new GarbageCollection(layout, session).collect(changed);
              return discarding.used();
            });
    emptyTrash();
    return used;
  }

  /** What cannot be deleted is out of sight and tried again by the next process. */
  private void emptyTrash() {
    try {
      session.emptyTrash();
    } catch (IOException e) {
      LOG.warn("Cannot delete files that the image store {} no longer needs", layout.root(), e);
    }
    lock.hold(
        "reserve space",
        () -> {
          reserve.take();
          return reserve;
        });
  }

  /**
   * The bytes of a configuration or manifest, if the store has it. A damaged one counts as absent,
   * so that the next pull writes it anew.
   */
  public Optional<byte[]> document(Digest digest) {
    try {
      byte[] content = Files.readAllBytes(layout.blob(digest));
      if (digest.ofSameKind(content).equals(digest)) {
        return Optional.of(content);
      }
      LOG.warn("{} in the image store {} is damaged", digest, layout.root());
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException.Failed("read " + digest, layout.root(), e);
    }
  }

  /**
   * What earlier attempts have brought of a blob, to be added to; empty while somebody else adds.
   *
   * @param sizeBytes how long the whole blob is
   */
  public Optional<PartialBlob> partial(Digest blob, long sizeBytes) {
    try {
      return PartialBlob.open(layout.partial(blob), sizeBytes);
    } catch (IOException e) {
      throw new StoreException.Failed("open what has come of " + blob, layout.root(), e);
    }
  }

  /** The bytes that a layer was unpacked from, if they are kept. */
  public Optional<KeptBlob> blob(ChainId chainId) {
    return layer(chainId)
        .flatMap(LayerRecord::blob)
        .map(digest -> new KeptBlob(digest, StoreLayout.keptBlob(layout.layer(chainId))))
        .filter(kept -> Files.exists(kept.file()));
  }

  /** What is known about an unpacked layer, if the store has it. */
  public Optional<LayerRecord> layer(ChainId chainId) {
    Path record = StoreLayout.layerRecord(layout.layer(chainId));
    try {
      return Optional.of(StoreJson.readLayer(Files.readAllBytes(record)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException.Failed("read the record of layer " + chainId, layout.root(), e);
    }
  }

  /** Whether something is where a layer belongs, whole or not. */
  public boolean holds(ChainId chainId) {
    return Files.exists(layout.layer(chainId));
  }

  /** Where the record of what was written to a layer's tree is, if the store has it. */
  public Path treeRecord(ChainId chainId) {
    return StoreLayout.treeRecord(layout.layer(chainId));
  }

  /** Where it is what a layer's archive had besides its tree, if the store has it. */
  public Path archiveSplit(ChainId chainId) {
    return StoreLayout.archiveSplit(layout.layer(chainId));
  }

  /** Where a layer's tree is, as long as it is leased. */
  public Path tree(ChainId chainId) {
    return layout.tree(chainId);
  }

  /**
   * Takes a stack of layers into use, whether they are unpacked yet or not.
   *
   * @param chain the ChainIDs of the stack, the lowest first
   */
  public LayerLease lease(List<ChainId> chain) {
    return lock.hold(
        "take layers into use",
        () -> {
          List<Path> trees = new ArrayList<>();
          for (ChainId chainId : chain) {
            session.lease(chainId);
            trees.add(layout.tree(chainId));
          }
          Collections.reverse(trees);
          return new LayerLease(session, chain, trees);
        });
  }

  /** Waits for the right to unpack a layer; afterwards the store may have it already. */
  public LayerLock lock(ChainId chainId) {
    return layerLocks.acquire(chainId);
  }

  /** Begins to unpack a layer. */
  public LayerIngest ingest(ChainId chainId) {
    try {
      return LayerIngest.begin(layout, session, chainId);
    } catch (IOException e) {
      throw new StoreException.Failed("begin layer " + chainId, layout.root(), e);
    }
  }

  /** A path for a temporary file, which the caller deletes; the store does when he cannot. */
  public Path newTemporaryFile() {
    return session.newIngestPath();
  }

  /** Why nothing can be written now, with the way out; empty when the disk is fine. */
  public Optional<String> diskTrouble() {
    return DiskState.trouble(layout.root());
  }

  /** Ends this process's use of the store; leases end with it. */
  @Override
  public void close() {
    session.close();
  }
}
