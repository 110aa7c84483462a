package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;

/** Opening the namespaces of processes. */
public final class Namespaces {
  private static final int AT_FDCWD = -100;
  private static final int O_CLOEXEC = 0x80000;

  private Namespaces() {}

  /** Opens the namespace that a process is in; the descriptor keeps the namespace alive. */
  public static Fd open(int pid, NamespaceKind kind) {
    String path = Procfs.directory(pid) + "/ns/" + kind.fileName();
    try (NativeMemory memory = new NativeMemory()) {
      long result = Kernel.attempt(SystemCall.OPENAT, AT_FDCWD, memory.string(path), O_CLOEXEC);
      if (result < 0) {
        throw new SystemException("open", Errno.of((int) -result), "path=" + path);
      }
      return Fd.owning((int) result);
    }
  }
}
