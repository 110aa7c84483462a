package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names in directories as the bytes they are ({@code getdents64(2)}), a batch at a time,
 * so that a huge directory needs no more memory than a small one. For one thread.
 */
public final class DirectoryEntries {
  private static final int BUFFER = 32 * 1024;
  private static final int LENGTH_OFFSET = 16;
  private static final int NAME_OFFSET = 19;

  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());

  /**
   * Reads on where the last call for this descriptor ended; {@code .} and {@code ..} are left out.
   *
   * @param directory opened for reading; stays the caller's
   * @return some names in the order of the file system; none at the end, or when the directory was
   *     removed meanwhile
   */
  public List<byte[]> next(Fd directory) {
    List<byte[]> names = new ArrayList<>();
    int length;
    do {
      length = read(directory);
      for (int at = 0;
          at < length;
          at += Short.toUnsignedInt(buffer.getShort(at + LENGTH_OFFSET))) {
        byte[] name = name(at + NAME_OFFSET);
        if (!isSelfOrParent(name)) {
          names.add(name);
        }
      }
    } while (names.isEmpty() && length > 0);
    return names;
  }

  private int read(Fd directory) {
    long length =
        Kernel.attempt(
            SystemCall.GETDENTS64, directory.number(), NativeMemory.address(buffer), BUFFER);
    if (Kernel.failedWith(length, Errno.ENOENT)) {
      return 0;
    }
    return (int) Calls.require(length, "getdents64", directory.toString());
  }

  private byte[] name(int start) {
    int end = start;
    while (buffer.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    buffer.get(start, name);
    return name;
  }

  private static boolean isSelfOrParent(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }
}
