package dev.harness.runtime.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reading, writing and making descriptors. */
public final class Io {
  private static final long O_CLOEXEC = 0x80000;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int SEEK_CUR = 1;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final int SHORT_FILE = 8 * 1024;

  /** Of the kernel's {@code struct pollfd}. */
  private static final int POLLFD_BYTES = 8;

  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_RETURNED = 6;
  private static final int POLLIN = 1;

  private Io() {}

  /** Both ends of a pipe. */
  public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
    @Override
    public void close() {
      reader.close();
      writer.close();
    }
  }

  /** Makes a pipe whose ends close on exec. */
  public static Pipe pipe() {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer ends = memory.allocate(8);
      Calls.require(
          Kernel.attempt(SystemCall.PIPE2, NativeMemory.address(ends), O_CLOEXEC), "pipe2");
      return new Pipe(Fd.owning(ends.getInt(0)), Fd.owning(ends.getInt(4)));
    }
  }

  /**
   * Reads into a direct buffer from its position on and advances it; blocks.
   *
   * @return the number of bytes read, 0 at the end
   */
  public static int read(Fd fd, ByteBuffer direct) {
    long at = NativeMemory.address(direct) + direct.position();
    long count = Kernel.attempt(SystemCall.READ, fd.number(), at, direct.remaining());
    Calls.require(count, "read", fd.toString());
    direct.position(direct.position() + (int) count);
    return (int) count;
  }

  /** Reads to the end, or until {@code limit} bytes have come; for files that are mostly short. */
  public static byte[] readAtMost(Fd fd, int limit) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer chunk = memory.allocate(Math.min(limit, SHORT_FILE));
      while (all.size() < limit
          && read(fd, chunk.clear().limit(Math.min(limit - all.size(), chunk.capacity()))) > 0) {
        byte[] bytes = new byte[chunk.position()];
        chunk.get(0, bytes);
        all.writeBytes(bytes);
      }
    }
    return all.toByteArray();
  }

  /**
   * Blocks until there is something to read from some of these, or one has come to its end or, where
   * it is a process, has ended; returns those.
   */
  public static List<Fd> awaitReadable(List<Fd> fds) {
    return poll(fds, POLLIN);
  }

  /** Blocks until nobody has the other end open any more; what comes before that wakes nobody. */
  public static void awaitHangup(Fd fd) {
    poll(List.of(fd), 0);
  }

  /**
   * Waits as {@code ppoll(2)} does, without a limit.
   *
   * @return those of {@code fds} that events have come of, or that have hung up or failed
   */
  private static List<Fd> poll(List<Fd> fds, int events) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer polled = memory.allocate(fds.size() * POLLFD_BYTES);
      for (int i = 0; i < fds.size(); i++) {
        polled.putInt(i * POLLFD_BYTES, fds.get(i).number());
        polled.putShort(i * POLLFD_BYTES + POLLFD_EVENTS, (short) events);
      }
      long at = NativeMemory.address(polled);
      Calls.require(
          Kernel.attempt(SystemCall.PPOLL, at, fds.size(), 0, 0),
          "ppoll",
          () -> new String[] {fds.toString()});
      List<Fd> ready = new ArrayList<>(fds.size());
      for (int i = 0; i < fds.size(); i++) {
        if (polled.getShort(i * POLLFD_BYTES + POLLFD_RETURNED) != 0) {
          ready.add(fds.get(i));
        }
      }
      return ready;
    }
  }

  /** Writes all that remains of a direct buffer; blocks. */
  public static void write(Fd fd, ByteBuffer direct) {
    long address = NativeMemory.address(direct);
    while (direct.hasRemaining()) {
      long count =
          Kernel.attempt(
              SystemCall.WRITE, fd.number(), address + direct.position(), direct.remaining());
      Calls.require(count, "write", () -> new String[] {fd.toString()});
      direct.position(direct.position() + (int) count);
    }
  }

  /** Goes {@code bytes} further in a file that is being written; what is skipped reads as zeros. */
  public static void skip(Fd fd, long bytes) {
    long position = Kernel.attempt(SystemCall.LSEEK, fd.number(), bytes, SEEK_CUR);
    Calls.require(position, "lseek", fd.toString(), Long.toString(bytes));
  }

  /** Makes a file as long as this: what is added reads as zeros. */
  public static void resize(Fd fd, long sizeBytes) {
    Calls.require(
        Kernel.attempt(SystemCall.FTRUNCATE, fd.number(), sizeBytes),
        "ftruncate",
        fd.toString(),
        Long.toString(sizeBytes));
  }

  /** Decides whether {@code fd} is closed when this process executes another program. */
  public static void closeOnExec(Fd fd, boolean close) {
    long flag = close ? FD_CLOEXEC : 0;
    Calls.require(
        Kernel.attempt(SystemCall.FCNTL, fd.number(), F_SETFD, flag), "fcntl", fd.toString());
  }

  /** A second descriptor of the same open file, owned by the caller and closed on exec. */
  public static Fd duplicate(Fd fd) {
    long copy = Kernel.attempt(SystemCall.FCNTL, fd.number(), F_DUPFD_CLOEXEC, 0);
    return Fd.owning((int) Calls.require(copy, "fcntl", fd.toString(), "F_DUPFD_CLOEXEC"));
  }

  /** Whether {@code fd} is an end of a pipe. */
  public static boolean isPipe(Fd fd) {
    return Kernel.attempt(SystemCall.FCNTL, fd.number(), F_GETPIPE_SZ) > 0;
  }

  /** Gives the file to the owner {@code uid} and the group {@code gid}. */
  public static void changeOwner(Fd fd, int uid, int gid) {
    Calls.require(
        Kernel.attempt(SystemCall.FCHOWN, fd.number(), uid, gid), "fchown", fd.toString());
  }
}
