package dev.harness.runtime.linux.terminal;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.FdOutputStream;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The master side of a pseudo terminal: what is written here, the processes on it read as if typed;
 * what they write is read here. Safe for use by several threads.
 */
public final class Terminal implements AutoCloseable {
  private static final long TIOCSWINSZ = 0x5414;

  /** Guarded by this object, so that its number stays its own while it is used. */
  private final Fd master;

  /** Takes ownership of the master's descriptor. */
  public Terminal(Fd master) {
    this.master = master;
  }

  /** Tells the processes on it how large it is; does nothing when it is closed. */
  public synchronized void resize(TerminalSize size) {
    if (!master.isOpen()) {
      return;
    }
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer window = memory.allocate(Long.BYTES);
      window.putLong(0, size.packed());
      long at = NativeMemory.address(window);
      Calls.require(
          Kernel.attempt(SystemCall.IOCTL, master.number(), TIOCSWINSZ, at),
          "ioctl",
          master.toString(),
          "TIOCSWINSZ " + size);
    }
  }

  /** What is written on it, until the last process has left it; the caller closes the stream. */
  public synchronized InputStream output() {
    return FdInputStream.untilHangup(Io.duplicate(master));
  }

  /** What is typed on it; the caller closes the stream, of which the processes notice nothing. */
  public synchronized OutputStream input() {
    return new FdOutputStream(Io.duplicate(master));
  }

  @Override
  public synchronized void close() {
    master.close();
  }
}
