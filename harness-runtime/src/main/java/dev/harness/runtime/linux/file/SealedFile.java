package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;

/**
 * A file in memory that nobody can change any more: what a launcher program is executed from, so
 * that no container can overwrite it (CVE-2019-5736).
 */
public final class SealedFile {
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int MFD_EXEC = 0x10;
  private static final int F_ADD_SEALS = 1033;
  private static final int ALL_SEALS = 0xf;

  private SealedFile() {}

  /** Makes an executable file with this content. */
  public static Fd executable(String name, byte[] content) {
    Fd file = create(name);
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer bytes = memory.allocate(content.length).put(content).flip();
      Io.write(file, bytes);
      long sealed = Kernel.attempt(SystemCall.FCNTL, file.number(), F_ADD_SEALS, ALL_SEALS);
      if (sealed < 0) {
        throw new SystemException("fcntl", Errno.of((int) -sealed), file + "", "F_ADD_SEALS");
      }
      return file;
    } catch (SystemException e) {
      file.close();
      throw e;
    }
  }

  private static Fd create(String name) {
    try (NativeMemory memory = new NativeMemory()) {
      long text = memory.string(name);
      int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
      long result = Kernel.attempt(SystemCall.MEMFD_CREATE, text, flags | MFD_EXEC);
      if (Kernel.failedWith(result, Errno.EINVAL)) {
        // Kernels before 6.3 do not know the flag and make every such file executable.
        result = Kernel.attempt(SystemCall.MEMFD_CREATE, text, flags);
      }
      if (result < 0) {
        throw new SystemException("memfd_create", Errno.of((int) -result), "name=" + name);
      }
      return Fd.owning((int) result);
    }
  }
}
