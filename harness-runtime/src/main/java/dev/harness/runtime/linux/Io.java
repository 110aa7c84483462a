package dev.harness.runtime.linux;

import java.nio.ByteBuffer;

/** Reading, writing and making descriptors. */
public final class Io {
  private static final long O_CLOEXEC = 0x80000;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int SEEK_CUR = 1;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int F_DUPFD_CLOEXEC = 1030;

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
