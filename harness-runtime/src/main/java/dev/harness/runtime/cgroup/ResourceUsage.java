package dev.harness.runtime.cgroup;

import java.util.List;
import java.util.Map;

/** What a group has used up to now, and uses at the moment. */
public record ResourceUsage(Cpu cpu, Memory memory, Processes processes, BlockIo blockIo) {
  /** Nothing at all. */
  public static final ResourceUsage NONE =
      new ResourceUsage(
          new Cpu(0, 0, 0, List.of(), Throttling.NONE),
          new Memory(0, 0, 0, 0, Map.of()),
          new Processes(0, 0),
          new BlockIo(List.of(), List.of()));

  /**
   * Processor time, in nanoseconds.
   *
   * @param perProcessor the whole time by processor; empty where that is not counted
   */
  public record Cpu(
      long totalNanos,
      long kernelNanos,
      long userNanos,
      List<Long> perProcessor,
      Throttling throttling) {
    /** Copies the list. */
    public Cpu {
      perProcessor = List.copyOf(perProcessor);
    }
  }

  /** How often a quota was used up, and for how long nothing ran. */
  public record Throttling(long periods, long throttledPeriods, long throttledNanos) {
    /** Never. */
    public static final Throttling NONE = new Throttling(0, 0, 0);
  }

  /**
   * Memory, in bytes.
   *
   * @param highestBytes the most there was in use; 0 where that is not counted
   * @param limitBytes 0 without a limit
   * @param failures how often the limit was reached
   * @param details the kernel's own figures, by the kernel's names
   */
  public record Memory(
      long bytes, long highestBytes, long limitBytes, long failures, Map<String, Long> details) {
    /** Copies the figures. */
    public Memory {
      details = Map.copyOf(details);
    }
  }

  /** How many tasks there are, and may be; 0 without a limit. */
  public record Processes(long current, long limit) {}

  /** What went from and to disks. */
  public record BlockIo(List<Transfer> bytes, List<Transfer> operations) {
    /** Copies the lists. */
    public BlockIo {
      bytes = List.copyOf(bytes);
      operations = List.copyOf(operations);
    }
  }

  /**
   * A figure of one disk.
   *
   * @param operation {@code read} or {@code write}
   */
  public record Transfer(int major, int minor, String operation, long value) {}
}
