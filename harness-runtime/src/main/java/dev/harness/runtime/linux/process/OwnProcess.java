package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process has and so can give to those that it starts. */
public final class OwnProcess {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path UID_MAP = Path.of("/proc/self/uid_map");
  private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");
  private static final Path MOST_FILES = Path.of("/proc/sys/fs/nr_open");
  private static final String ALL_IDS = "0 0 4294967295";
  private static final String EFFECTIVE = "CapEff:";

  private static final int LOWEST_OOM_SCORE = -1000;

  private static final Path SETTING = Path.of("/proc/sys/kernel/core_pattern");

  private final boolean raises;
  private final boolean rulesKernel;

  private OwnProcess(boolean raises, boolean rulesKernel) {
    this.raises = raises;
    this.rulesKernel = rulesKernel;
  }

  /** Looks at what this process may do, which does not change. */
  public static OwnProcess look() {
    boolean everyId = text(UID_MAP).strip().replaceAll("\\s+", " ").equals(ALL_IDS);
    long effective =
        lines(STATUS).stream()
            .filter(line -> line.startsWith(EFFECTIVE))
            .mapToLong(
                line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).trim(), 16))
            .findFirst()
            .orElse(0);
    return new OwnProcess(
        everyId && (effective & Capability.SYS_RESOURCE.bit()) != 0,
        !everyId && Files.isWritable(SETTING));
  }

  /**
   * Whether root of this user namespace is root of the machine and finds the kernel's settings
   * open: then any root of it that may mount could write them. So it is in an outer container that
   * covers nothing of {@code /proc}.
   */
  public boolean rulesKernel() {
    return rulesKernel;
  }

  /** How high its hard limit is. */
  public long hardLimit(ResourceLimit.Resource resource) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer limits = memory.allocate(16);
      long result =
          Kernel.attempt(
              SystemCall.PRLIMIT64, 0, resource.number(), 0, NativeMemory.address(limits));
      if (result < 0) {
        throw new SystemException("prlimit64", Errno.of((int) -result), "resource=" + resource);
      }
      return limits.getLong(8);
    }
  }

  /**
   * The highest limit that a process started by it can have: its own, unless it has the right to
   * raise limits, which counts in no user namespace but the first (R27).
   */
  public long highestLimit(ResourceLimit.Resource resource) {
    if (!raises) {
      return hardLimit(resource);
    }
    return resource == ResourceLimit.Resource.NOFILE
        ? Long.parseLong(text(MOST_FILES).strip())
        : ResourceLimit.UNLIMITED;
  }

  /** The lowest {@code oom_score_adj} that a process started by it can have (R27). */
  public int lowestOomScore() {
    return raises ? LOWEST_OOM_SCORE : Integer.parseInt(text(OOM_SCORE).strip());
  }

  private static String text(Path file) {
    return String.join("\n", lines(file));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
