package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.time.Instant;

/** {@code statx(2)} and its result in memory. */
final class Stats {
  private static final int BASIC = 0x7ff;
  private static final int SIZE = 256;

  private Stats() {}

  /** The call's return code and, when that is 0, the description. */
  record Result(long code, FileStat stat) {}

  static Result attempt(Fd directory, byte[] name, int flags) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer buffer = memory.allocate(SIZE);
      long code =
          Kernel.attempt(
              SystemCall.STATX,
              directory.number(),
              memory.cString(name),
              flags,
              BASIC,
              NativeMemory.address(buffer));
      return new Result(code, decode(buffer));
    }
  }

  static FileStat require(Result result, String what) {
    Calls.require(result.code(), "statx", "path=" + what);
    return result.stat();
  }

  /** Offsets as in {@code struct statx}. */
  private static FileStat decode(ByteBuffer buffer) {
    return new FileStat(
        Short.toUnsignedInt(buffer.getShort(28)),
        Integer.toUnsignedLong(buffer.getInt(20)),
        Integer.toUnsignedLong(buffer.getInt(24)),
        buffer.getLong(32),
        buffer.getLong(40),
        Instant.ofEpochSecond(buffer.getLong(112), buffer.getInt(120)),
        device(buffer, 128),
        Integer.toUnsignedLong(buffer.getInt(16)),
        device(buffer, 136));
  }

  private static long device(ByteBuffer buffer, int at) {
    return Integer.toUnsignedLong(buffer.getInt(at)) << 32
        | Integer.toUnsignedLong(buffer.getInt(at + 4));
  }
}
