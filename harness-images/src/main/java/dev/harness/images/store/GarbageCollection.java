package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away what no image and no living process needs: trees, blobs, and the directories of
 * processes that are gone. The caller holds the store's lock; the bytes are deleted later, from the
 * session's trash.
 */
final class GarbageCollection {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollection.class);

  private final StoreLayout layout;
  private final Session session;

  GarbageCollection(StoreLayout layout, Session session) {
    this.layout = layout;
    this.session = session;
  }

  /** Throws away what neither {@code table} nor a lease names. */
  void collect(ImageTable table) throws IOException {
    Set<Digest> blobs = new HashSet<>();
    Set<Digest> layers = new HashSet<>();
    for (ImageRecord image : table.all()) {
      blobs.add(image.id());
      image.manifest().ifPresent(blobs::add);
      image.chain().forEach(chainId -> layers.add(chainId.digest()));
    }
    for (Path other : StoreLayout.entries(layout.sessions())) {
      if (isAlive(other)) {
        leased(other).forEach(chainId -> layers.add(chainId.digest()));
      } else {
        session.moveToTrash(other);
      }
    }
    layers.addAll(new Expectations(layout).layers());
    for (Path partial : StoreLayout.entries(layout.partials())) {
      if (Expectations.isOutdated(partial)) {
        session.moveToTrash(partial);
      }
    }
    discard(layout.blobs(), blobs);
    discard(layout.layers(), layers);
  }

  private void discard(Path place, Set<Digest> needed) throws IOException {
    for (Path algorithm : StoreLayout.entries(place)) {
      for (Path entry : StoreLayout.entries(algorithm)) {
        if (!needed.contains(StoreLayout.digest(entry))) {
          session.moveToTrash(entry);
        }
      }
    }
  }

  /** A session is locked as long as its process lives; our own must not be opened again. */
  private boolean isAlive(Path other) throws IOException {
    if (other.equals(session.directory())) {
      return true;
    }
    try (FileChannel channel =
            FileChannel.open(
                StoreLayout.sessionLock(other),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} belongs to another store object of this process", other);
      return true;
    }
  }

  private static List<ChainId> leased(Path session) throws IOException {
    List<ChainId> leased = new ArrayList<>();
    for (Path lease : StoreLayout.entries(StoreLayout.leases(session))) {
      leased.add(StoreLayout.leased(lease));
    }
    return leased;
  }
}
