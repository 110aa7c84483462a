package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes that use a store, as their sessions show them to one of them. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final StoreLayout layout;
  private final Session own;

  Sessions(StoreLayout layout, Session own) {
    this.layout = layout;
    this.own = own;
  }

  /** The sessions of processes that are gone; the caller holds the store's lock. */
  List<Path> dead() throws IOException {
    return all().stream().filter(session -> !isAlive(session)).toList();
  }

  /** The layers that living processes use; the caller holds the store's lock. */
  Set<ChainId> leased() throws IOException {
    Set<ChainId> leased = new HashSet<>();
    for (Path session : all()) {
      if (isAlive(session)) {
        for (Path lease : StoreLayout.entries(StoreLayout.leases(session))) {
          StoreLayout.leased(lease).ifPresent(leased::add);
        }
      }
    }
    return leased;
  }

  private List<Path> all() throws IOException {
    return StoreLayout.entries(layout.sessions()).stream().filter(Files::isDirectory).toList();
  }

  /**
   * A session is locked as long as its process lives; our own must not be opened again. One that
   * cannot be asked is taken for alive.
   */
  private boolean isAlive(Path session) {
    if (session.equals(own.directory())) {
      return true;
    }
    try (FileChannel channel =
            FileChannel.open(
                StoreLayout.sessionLock(session),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} belongs to another store object of this process", session);
      return true;
    } catch (IOException e) {
      LOG.warn("Cannot tell whether {} is in use: {}", session, e.toString());
      return true;
    }
  }
}
