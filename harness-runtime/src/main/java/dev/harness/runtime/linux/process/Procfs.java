package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is mounted at {@code /proc}. It may be of an outer pid namespace, where the kernel lets nobody
 * mount a new one: processes have other numbers there than for the calls of this process (R20).
 */
public final class Procfs {
  private static final Path MOUNT = Path.of("/proc");
  private static final Path SELF = MOUNT.resolve("self");
  private static final String NUMBER = "Pid:";
  private static final int NONE = -1;

  /** Whether it shows processes by the numbers of this process's pid namespace; never changes. */
  private static final boolean OWN = isOwn(ProcessHandle.current().pid());

  private Procfs() {}

  /** Whether it is of this process's pid namespace. */
  public static boolean isOwn() {
    return OWN;
  }

  private static boolean isOwn(long pid) {
    try {
      return Files.readSymbolicLink(SELF).toString().equals(Long.toString(pid));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SELF, e);
    }
  }

  /** The directory of a process; there is none when it has ended. */
  public static Path directory(int pid) {
    return MOUNT.resolve(Integer.toString(number(pid)));
  }

  /**
   * The number of a process there, which differs from {@code pid} only in the procfs of others; -1
   * when it has ended.
   */
  public static int number(int pid) {
    return OWN ? pid : translated(pid);
  }

  private static int translated(int pid) {
    try (Fd process = Processes.open(pid)) {
      Path info = SELF.resolve("fdinfo").resolve(Integer.toString(process.number()));
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith(NUMBER))
          .mapToInt(line -> Integer.parseInt(line.substring(NUMBER.length()).strip()))
          .findFirst()
          .orElse(NONE);
    } catch (SystemException | IOException ended) {
      return NONE;
    }
  }
}
