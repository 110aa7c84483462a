package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;

/** A pipe through which the kernel moves bytes from one socket to another without copying. */
public final class Splice implements AutoCloseable {
  private static final int F_SETPIPE_SZ = 1031;
  private static final int PIPE_BYTES = 1024 * 1024;
  private static final long SPLICE_F_MOVE = 1;

  private final Io.Pipe pipe = Io.pipe();

  /** Makes the pipe, as large as the kernel allows this user. */
  public Splice() {
    // Beyond the user's share of pipe memory the kernel refuses; the usual 64 KiB do as well.
    Kernel.attempt(SystemCall.FCNTL, pipe.writer().number(), F_SETPIPE_SZ, PIPE_BYTES);
  }

  /**
   * Takes what {@code from} has into the pipe, which must be empty; blocks until there is some.
   *
   * @return the number of bytes, 0 at the end
   */
  public int take(Fd from) {
    return splice(from, pipe.writer(), PIPE_BYTES);
  }

  /** Gives {@code count} bytes from the pipe to {@code to}; blocks until all are gone. */
  public void give(Fd to, int count) {
    int left = count;
    while (left > 0) {
      left -= splice(pipe.reader(), to, left);
    }
  }

  /** Takes bytes from the pipe to a direct buffer; returns how many. */
  public int read(ByteBuffer direct) {
    return Io.read(pipe.reader(), direct);
  }

  @Override
  public void close() {
    pipe.close();
  }

  private static int splice(Fd from, Fd to, int limit) {
    long count =
        Kernel.attempt(SystemCall.SPLICE, from.number(), 0, to.number(), 0, limit, SPLICE_F_MOVE);
    if (count < 0) {
      throw new SystemException("splice", Errno.of((int) -count), "from=" + from, "to=" + to);
    }
    return (int) count;
  }
}
