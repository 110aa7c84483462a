package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two pulls, in this process or another, from unpacking the same layer at once.
 *
 * <p>A lock of another process cannot wake a thread here, and the kernel takes waiting for several
 * such locks by several threads for a deadlock of processes; so they are tried again at intervals.
 */
final class LayerLocks {
  private static final long RETRY_MILLIS = 25;

  private final StoreLayout layout;
  private final ReentrantLock guard = new ReentrantLock();
  private final Condition changed = guard.newCondition();

  /** Layers that a thread of this process unpacks; guarded by {@link #guard}. */
  private final Set<ChainId> busy = new HashSet<>();

  LayerLocks(StoreLayout layout) {
    this.layout = layout;
  }

  /** The file that is locked while somebody unpacks this layer. */
  Path place(ChainId chainId) {
    return layout.layerLock(chainId);
  }

  /** Waits until nobody unpacks this layer. */
  LayerLock acquire(ChainId chainId) {
    enter(chainId);
    boolean done = false;
    try {
      LayerLock held = new LayerLock(this, chainId, lockFile(place(chainId)));
      done = true;
      return held;
    } catch (IOException e) {
      throw new StoreException.Failed("lock layer " + chainId, place(chainId), e);
    } finally {
      if (!done) {
        leave(chainId);
      }
    }
  }

  private void enter(ChainId chainId) {
    guard.lock();
    try {
      while (!busy.add(chainId)) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Failed("wait for layer " + chainId, place(chainId), e);
    } finally {
      guard.unlock();
    }
  }

  /** Lets the next thread of this process have the layer. */
  void leave(ChainId chainId) {
    guard.lock();
    try {
      busy.remove(chainId);
      changed.signalAll();
    } finally {
      guard.unlock();
    }
  }

  private FileChannel lockFile(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        pause();
        lock = channel.tryLock();
      }
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private void pause() throws IOException {
    guard.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while another process unpacks it", e);
    } finally {
      guard.unlock();
    }
  }
}
