package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The use of a stack of layers: as long as it is open, no process deletes their trees. It ends
 * with its process at the latest.
 */
public final class LayerLease implements AutoCloseable {
  private final Session session;
  private final List<ChainId> chain;
  private final List<Path> trees;
  private final AtomicBoolean closed = new AtomicBoolean();

  LayerLease(Session session, List<ChainId> chain, List<Path> trees) {
    this.session = session;
    this.chain = List.copyOf(chain);
    this.trees = List.copyOf(trees);
  }

  /** The trees in the order of overlayfs: the topmost layer first. */
  public List<Path> trees() {
    return trees;
  }

  /** Ends the use; doing so again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        for (ChainId chainId : chain) {
          session.release(chainId);
        }
      } catch (IOException e) {
        throw new StoreException.Failed("release layers", session.directory(), e);
      }
    }
  }
}
