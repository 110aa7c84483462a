package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Extended attributes of files. */
public final class ExtendedAttributes {
  /** The kernel's limit for a value, and for the list of names. */
  private static final int MAX_BYTES = 64 << 10;

  private static final int MOST_ARE_SMALLER = 512;

  private ExtendedAttributes() {}

  /**
   * Sets an attribute of the file or directory {@code name}.
   *
   * <p>The path goes through the descriptor's magic link, because there is no such call with a
   * directory descriptor before Linux 6.13. The last component is not followed.
   */
  public static void set(Fd directory, byte[] name, String attribute, byte[] value) {
    try (NativeMemory memory = new NativeMemory()) {
      byte[] prefix = (directory.procPath() + "/").getBytes(StandardCharsets.US_ASCII);
      byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
      System.arraycopy(name, 0, path, prefix.length, name.length);
      long result =
          Kernel.attempt(
              SystemCall.LSETXATTR,
              memory.cString(path),
              memory.string(attribute),
              memory.bytes(value),
              value.length,
              0);
      Calls.require(
          result,
          "lsetxattr",
          "path=" + Filesystem.text(name),
          "name=" + attribute,
          "length=" + value.length);
    }
  }

  /**
   * The names of the attributes of an open file, which may have been opened with {@link
   * OpenFlag#PATH}: its magic link leads to it. Empty where the file system has none.
   */
  public static List<String> names(Fd file) {
    byte[] names =
        sized(
                (value, size) -> attempt(SystemCall.LISTXATTR, file, value, size),
                "listxattr " + file)
            .orElse(new byte[0]);
    String text = new String(names, StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\0", 0)).filter(name -> !name.isEmpty()).toList();
  }

  private static long attempt(SystemCall call, Fd file, long value, int size) {
    try (NativeMemory memory = new NativeMemory()) {
      return Kernel.attempt(call, memory.string(file.procPath()), value, size);
    }
  }

  /** An attribute of an open file; nothing when it has none of that name. */
  public static Optional<byte[]> get(Fd file, String attribute) {
    return sized(
        (value, size) -> {
          try (NativeMemory memory = new NativeMemory()) {
            return Kernel.attempt(
                SystemCall.GETXATTR,
                memory.string(file.procPath()),
                memory.string(attribute),
                value,
                size);
          }
        },
        "getxattr " + file + " " + attribute);
  }

  /** Reads into memory at an address, and returns how much or a failure. */
  private interface Reading {
    long into(long address, int size);
  }

  private static Optional<byte[]> sized(Reading reading, String what) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer value = memory.allocate(MOST_ARE_SMALLER);
      long length = reading.into(NativeMemory.address(value), MOST_ARE_SMALLER);
      if (Kernel.failedWith(length, Errno.ERANGE)) {
        value = memory.allocate(MAX_BYTES);
        length = reading.into(NativeMemory.address(value), MAX_BYTES);
      }
      if (Kernel.failedWith(length, Errno.ENODATA) || Kernel.failedWith(length, Errno.EOPNOTSUPP)) {
        return Optional.empty();
      }
      byte[] bytes = new byte[(int) Calls.require(length, what)];
      value.get(0, bytes);
      return Optional.of(bytes);
    }
  }
}
