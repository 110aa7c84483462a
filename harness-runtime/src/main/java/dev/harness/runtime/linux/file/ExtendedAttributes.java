package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Extended attributes of files. */
public final class ExtendedAttributes {
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
}
