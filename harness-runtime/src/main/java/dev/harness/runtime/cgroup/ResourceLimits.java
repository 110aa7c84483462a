package dev.harness.runtime.cgroup;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much of the machine a group may use. Everywhere 0 and the empty text mean: no limit of its
 * own.
 *
 * @param processes how many tasks there may be, threads included; negative = expressly no limit
 * @param blockIoWeight its share of busy disks, 10 to 1000
 */
public record ResourceLimits(Memory memory, Cpu cpu, long processes, int blockIoWeight) {
  /** No limits. */
  public static final ResourceLimits NONE = new ResourceLimits(Memory.NONE, Cpu.NONE, 0, 0);

  /** The period of the processor quota: 100 ms (C21). */
  public static final long DEFAULT_PERIOD_MICROS = 100_000;

  /**
   * Memory, in bytes.
   *
   * @param bytes the most there may be in use
   * @param swapBytes the most of memory and swap together; negative = swap without limit
   * @param reservationBytes what is left to it when memory gets short
   * @param swappiness 0 to 100, or {@link #DEFAULT_SWAPPINESS}
   */
  public record Memory(long bytes, long swapBytes, long reservationBytes, int swappiness) {
    /** The group above decides. */
    public static final int DEFAULT_SWAPPINESS = -1;

    /** No limits. */
    public static final Memory NONE = new Memory(0, 0, 0, DEFAULT_SWAPPINESS);

    /** The same with swap limited as Docker does it by itself: to as much as the memory (C21). */
    public Memory withDefaultSwap() {
      long total = bytes > 0 && swapBytes == 0 ? 2 * bytes : swapBytes;
      return new Memory(bytes, total, reservationBytes, swappiness);
    }

    private boolean isNone() {
      return bytes == 0
          && swapBytes == 0
          && reservationBytes == 0
          && swappiness == DEFAULT_SWAPPINESS;
    }

    private Memory over(Memory before) {
      return new Memory(
          newer(bytes, before.bytes),
          newer(swapBytes, before.swapBytes),
          newer(reservationBytes, before.reservationBytes),
          swappiness == DEFAULT_SWAPPINESS ? before.swappiness : swappiness);
    }
  }

  /**
   * Processors.
   *
   * @param nanos processors times 10^9
   * @param periodMicros how long a quota is for
   * @param quotaMicros how much time it may run per period, on all processors together
   * @param shares its weight beside other groups, 2 to 262144
   * @param cpus which processors: {@code 0-2,4}
   * @param memoryNodes which nodes of memory
   */
  public record Cpu(
      long nanos,
      long periodMicros,
      long quotaMicros,
      long shares,
      String cpus,
      String memoryNodes) {
    /** No limits. */
    public static final Cpu NONE = new Cpu(0, 0, 0, 0, "", "");

    /** How long the quota is for. */
    public long effectivePeriodMicros() {
      return periodMicros > 0 ? periodMicros : DEFAULT_PERIOD_MICROS;
    }

    /** The quota, however it was given; 0 = none. */
    public long effectiveQuotaMicros() {
      return nanos > 0 ? nanos * effectivePeriodMicros() / 1_000_000_000 : Math.max(0, quotaMicros);
    }

    boolean hasBandwidth() {
      return nanos > 0 || periodMicros > 0 || quotaMicros != 0;
    }

    private Cpu over(Cpu before) {
      return new Cpu(
          newer(nanos, before.nanos),
          newer(periodMicros, before.periodMicros),
          newer(quotaMicros, before.quotaMicros),
          newer(shares, before.shares),
          cpus.isEmpty() ? before.cpus : cpus,
          memoryNodes.isEmpty() ? before.memoryNodes : memoryNodes);
    }
  }

  /** These, and what they do not say as in {@code before}. */
  public ResourceLimits over(ResourceLimits before) {
    return new ResourceLimits(
        memory.over(before.memory),
        cpu.over(before.cpu),
        newer(processes, before.processes),
        blockIoWeight == 0 ? before.blockIoWeight : blockIoWeight);
  }

  private static long newer(long given, long before) {
    return given == 0 ? before : given;
  }

  /** The controllers that are needed. */
  public Set<Controller> controllers() {
    Set<Controller> needed = EnumSet.noneOf(Controller.class);
    if (!memory.isNone()) {
      needed.add(Controller.MEMORY);
    }
    if (cpu.hasBandwidth() || cpu.shares > 0) {
      needed.add(Controller.CPU);
    }
    if (!cpu.cpus.isEmpty() || !cpu.memoryNodes.isEmpty()) {
      needed.add(Controller.CPUSET);
    }
    if (processes > 0) {
      needed.add(Controller.PIDS);
    }
    if (blockIoWeight > 0) {
      needed.add(Controller.BLOCK_IO);
    }
    return needed;
  }

  /** What of these can be had with some controllers. */
  public ResourceLimits with(Set<Controller> available) {
    boolean sets = available.contains(Controller.CPUSET);
    boolean time = available.contains(Controller.CPU);
    return new ResourceLimits(
        available.contains(Controller.MEMORY) ? memory : Memory.NONE,
        new Cpu(
            time ? cpu.nanos : 0,
            time ? cpu.periodMicros : 0,
            time ? cpu.quotaMicros : 0,
            time ? cpu.shares : 0,
            sets ? cpu.cpus : "",
            sets ? cpu.memoryNodes : ""),
        available.contains(Controller.PIDS) ? processes : 0,
        available.contains(Controller.BLOCK_IO) ? blockIoWeight : 0);
  }
}
