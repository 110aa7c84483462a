package dev.harness.runtime.cgroup;

import dev.harness.runtime.linux.EventCounter;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Version 1: a tree of groups per controller. */
final class VersionOne implements GroupFormat {
  private static final String MEMORY_LIMIT = "memory.limit_in_bytes";
  private static final String TOTAL_LIMIT = "memory.memsw.limit_in_bytes";
  private static final List<String> SETS = List.of("cpuset.cpus", "cpuset.mems");
  private static final List<String> WEIGHTS = List.of("blkio.bfq.weight", "blkio.weight");
  private static final long NANOS_PER_TICK = 10_000_000;

  /** Figures from here on mean that there is no limit: the kernel rounds its greatest number. */
  private static final long UNLIMITED = 1L << 60;

  /** Every group has the controller of its tree. */
  @Override
  public void handDown(Path group, Controller controller) {}

  /** A group takes no process before it has processors and memory nodes. */
  @Override
  public void furnish(Path group, Controller controller) throws IOException {
    if (controller == Controller.CPUSET) {
      for (String set : SETS) {
        String above = Files.readString(group.resolveSibling(set)).strip();
        GroupFiles.write(group.resolve(set), above);
      }
    }
  }

  /** Controllers that are mounted together have the same files under each of their names. */
  @Override
  public Map<String, String> shown(GroupFiles files) {
    Map<String, String> shown = new HashMap<>();
    for (Controller controller : files.controllers()) {
      shown.put(controller.versionOne(), files.directory(controller).toString());
    }
    return shown;
  }

  @Override
  public List<Setting> settings(ResourceLimits limits, GroupFiles files) {
    List<Setting> settings = new ArrayList<>();
    memory(limits.memory(), files, settings);
    ResourceLimits.Cpu cpu = limits.cpu();
    if (cpu.hasBandwidth()) {
      long quota = cpu.effectiveQuotaMicros();
      add(settings, Controller.CPU, "cpu.cfs_period_us", cpu.effectivePeriodMicros());
      add(settings, Controller.CPU, "cpu.cfs_quota_us", quota == 0 ? -1 : quota);
    }
    if (cpu.shares() > 0) {
      add(settings, Controller.CPU, "cpu.shares", cpu.shares());
    }
    if (!cpu.cpus().isEmpty()) {
      settings.add(new Setting(Controller.CPUSET, "cpuset.cpus", cpu.cpus()));
    }
    if (!cpu.memoryNodes().isEmpty()) {
      settings.add(new Setting(Controller.CPUSET, "cpuset.mems", cpu.memoryNodes()));
    }
    if (limits.processes() != 0) {
      long most = limits.processes();
      settings.add(new Setting(Controller.PIDS, "pids.max", most < 0 ? "max" : "" + most));
    }
    if (limits.blockIoWeight() > 0) {
      WEIGHTS.stream()
          .filter(file -> files.has(Controller.BLOCK_IO, file))
          .findFirst()
          .ifPresent(file -> add(settings, Controller.BLOCK_IO, file, limits.blockIoWeight()));
    }
    return settings;
  }

  /** The total may never be below the memory, so the order depends on what was set before. */
  private static void memory(
      ResourceLimits.Memory memory, GroupFiles files, List<Setting> settings) {
    List<Setting> limits = new ArrayList<>();
    if (memory.bytes() > 0) {
      add(limits, Controller.MEMORY, MEMORY_LIMIT, memory.bytes());
    }
    if (memory.swapBytes() != 0 && files.has(Controller.MEMORY, TOTAL_LIMIT)) {
      long before = files.number(Controller.MEMORY, TOTAL_LIMIT);
      boolean first = memory.swapBytes() < 0 || memory.bytes() > before;
      Setting total =
          new Setting(Controller.MEMORY, TOTAL_LIMIT, Long.toString(memory.swapBytes()));
      limits.add(first ? 0 : limits.size(), total);
    }
    settings.addAll(limits);
    if (memory.reservationBytes() > 0) {
      add(settings, Controller.MEMORY, "memory.soft_limit_in_bytes", memory.reservationBytes());
    }
    if (memory.swappiness() >= 0) {
      add(settings, Controller.MEMORY, "memory.swappiness", memory.swappiness());
    }
  }

  private static void add(List<Setting> settings, Controller controller, String file, long value) {
    settings.add(new Setting(controller, file, Long.toString(value)));
  }

  @Override
  public Setting freezer(boolean frozen) {
    return new Setting(Controller.FREEZER, "freezer.state", frozen ? "FROZEN" : "THAWED");
  }

  @Override
  public boolean isFrozen(GroupFiles files) {
    return files.read(Controller.FREEZER, "freezer.state").filter("FROZEN"::equals).isPresent();
  }

  @Override
  public long oomKills(GroupFiles files) {
    return files.table(Controller.MEMORY, "memory.oom_control").getOrDefault("oom_kill", 0L);
  }

  /** The kernel counts in a descriptor that is registered beside the file to watch. */
  @Override
  public OomNotice oomNotice(GroupFiles files) throws IOException {
    Path group = files.directory(Controller.MEMORY);
    EventCounter counter = EventCounter.open();
    try {
      try (Fd watched = Filesystem.open(group.resolve("memory.oom_control"), Set.of())) {
        GroupFiles.write(
            group.resolve("cgroup.event_control"), counter.number() + " " + watched.number());
      }
    } catch (IOException | RuntimeException failure) {
      counter.close();
      throw failure;
    }
    return new CountedNotice(counter);
  }

  @Override
  public ResourceUsage usage(GroupFiles files) {
    return new ResourceUsage(cpu(files), memory(files), processes(files), blockIo(files));
  }

  private static ResourceUsage.Cpu cpu(GroupFiles files) {
    Map<String, Long> times = files.table(Controller.CPU_TIME, "cpuacct.stat");
    List<Long> perProcessor =
        files.lines(Controller.CPU_TIME, "cpuacct.usage_percpu").stream()
            .flatMap(List::stream)
            .filter(word -> !word.isEmpty())
            .map(GroupFiles::number)
            .toList();
    Map<String, Long> throttling = files.table(Controller.CPU, "cpu.stat");
    return new ResourceUsage.Cpu(
        files.number(Controller.CPU_TIME, "cpuacct.usage"),
        times.getOrDefault("system", 0L) * NANOS_PER_TICK,
        times.getOrDefault("user", 0L) * NANOS_PER_TICK,
        perProcessor,
        new ResourceUsage.Throttling(
            throttling.getOrDefault("nr_periods", 0L),
            throttling.getOrDefault("nr_throttled", 0L),
            throttling.getOrDefault("throttled_time", 0L)));
  }

  private ResourceUsage.Memory memory(GroupFiles files) {
    long limit = files.number(Controller.MEMORY, MEMORY_LIMIT);
    return new ResourceUsage.Memory(
        files.number(Controller.MEMORY, "memory.usage_in_bytes"),
        files.number(Controller.MEMORY, "memory.max_usage_in_bytes"),
        limit > UNLIMITED ? 0 : limit,
        files.number(Controller.MEMORY, "memory.failcnt"),
        memoryDetails(files));
  }

  private static ResourceUsage.Processes processes(GroupFiles files) {
    return new ResourceUsage.Processes(
        files.number(Controller.PIDS, "pids.current"), files.number(Controller.PIDS, "pids.max"));
  }

  private static ResourceUsage.BlockIo blockIo(GroupFiles files) {
    return new ResourceUsage.BlockIo(
        transfers(files, "blkio.throttle.io_service_bytes_recursive"),
        transfers(files, "blkio.throttle.io_serviced_recursive"));
  }

  /** Lines such as {@code 8:0 Read 4096}; the last line is a sum. */
  private static List<ResourceUsage.Transfer> transfers(GroupFiles files, String file) {
    return files.lines(Controller.BLOCK_IO, file).stream()
        .filter(words -> words.size() == 3)
        .flatMap(VersionOne::transfer)
        .toList();
  }

  private static Stream<ResourceUsage.Transfer> transfer(List<String> words) {
    String operation = words.get(1).toLowerCase(Locale.ROOT);
    String[] device = words.get(0).split(":", 2);
    if (device.length != 2 || !List.of("read", "write").contains(operation)) {
      return Stream.empty();
    }
    return Stream.of(
        new ResourceUsage.Transfer(
            Integer.parseInt(device[0]),
            Integer.parseInt(device[1]),
            operation,
            GroupFiles.number(words.get(2))));
  }

  /** Waits at the counter. */
  private record CountedNotice(EventCounter counter) implements OomNotice {
    @Override
    public boolean await() {
      return counter.await();
    }

    @Override
    public void close() {
      counter.close();
    }
  }
}
