package dev.harness.runtime.fs.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;

/**
 * The open root of a container, lent out as duplicates: closing it neither waits for a long copy
 * nor leaves one with a number that meanwhile means another file. Safe for use by several threads.
 */
public final class RootHandle implements AutoCloseable {
  /** Guarded, so that its number stays its own while it is duplicated. */
  @GuardedBy("this")
  private final Fd fd;

  /** Takes ownership of {@code fd}. */
  public RootHandle(Fd fd) {
    this.fd = fd;
  }

  /**
   * Opens the root once more; the caller closes it.
   *
   * @throws RootException when this is closed
   */
  public synchronized Fd lend() {
    if (!fd.isOpen()) {
      throw RootException.removed();
    }
    return Io.duplicate(fd);
  }

  @Override
  public synchronized void close() {
    fd.close();
  }
}
