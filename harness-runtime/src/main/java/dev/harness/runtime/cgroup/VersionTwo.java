package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Version 2: one tree of groups, in which each controller is handed down from group to group. */
final class VersionTwo implements GroupFormat {
  private static final String NO_LIMIT = "max";
  private static final String EVENTS = "memory.events";
  private static final List<String> WEIGHTS = List.of("io.weight", "io.bfq.weight");
  private static final long NANOS_PER_MICRO = 1_000;

  @Override
  public void handDown(Path group, Controller controller) throws IOException {
    if (controller.versionTwo().isEmpty()) {
      return;
    }
    String word = controller.versionTwo().get();
    Path file = group.resolve("cgroup.subtree_control");
    if (!GroupFiles.words(Files.readString(file)).contains(word)) {
      GroupFiles.write(file, "+" + word);
    }
  }

  /** A new group has all that it needs. */
  @Override
  public void furnish(Path group, Controller controller) {}

  @Override
  public Map<String, String> shown(GroupFiles files) {
    return Map.of();
  }

  @Override
  public List<Setting> settings(ResourceLimits limits, GroupFiles files) {
    List<Setting> settings = new ArrayList<>();
    memory(limits.memory(), files, settings);
    ResourceLimits.Cpu cpu = limits.cpu();
    if (cpu.hasBandwidth()) {
      long quota = cpu.effectiveQuotaMicros();
      String most = quota == 0 ? NO_LIMIT : Long.toString(quota);
      settings.add(
          new Setting(Controller.CPU, "cpu.max", most + " " + cpu.effectivePeriodMicros()));
    }
    if (cpu.shares() > 0) {
      add(settings, Controller.CPU, "cpu.weight", weightOfShares(cpu.shares()));
    }
    if (!cpu.cpus().isEmpty()) {
      settings.add(new Setting(Controller.CPUSET, "cpuset.cpus", cpu.cpus()));
    }
    if (!cpu.memoryNodes().isEmpty()) {
      settings.add(new Setting(Controller.CPUSET, "cpuset.mems", cpu.memoryNodes()));
    }
    if (limits.processes() != 0) {
      long most = limits.processes();
      settings.add(new Setting(Controller.PIDS, "pids.max", most < 0 ? NO_LIMIT : "" + most));
    }
    if (limits.blockIoWeight() > 0) {
      WEIGHTS.stream()
          .filter(file -> files.has(Controller.BLOCK_IO, file))
          .findFirst()
          .ifPresent(file -> add(settings, Controller.BLOCK_IO, file, ioWeight(limits, file)));
    }
    return settings;
  }

  private static void memory(
      ResourceLimits.Memory memory, GroupFiles files, List<Setting> settings) {
    if (memory.bytes() > 0) {
      add(settings, Controller.MEMORY, "memory.max", memory.bytes());
    }
    if (memory.swapBytes() != 0 && files.has(Controller.MEMORY, "memory.swap.max")) {
      long total = memory.swapBytes();
      String swap = total < 0 ? NO_LIMIT : Long.toString(total - memory.bytes());
      settings.add(new Setting(Controller.MEMORY, "memory.swap.max", swap));
    }
    if (memory.reservationBytes() > 0) {
      add(settings, Controller.MEMORY, "memory.low", memory.reservationBytes());
    }
  }

  /** The range 2 to 262144 of shares on the range 1 to 10000 of weights. */
  static long weightOfShares(long shares) {
    return 1 + (Math.max(2, Math.min(shares, 262_144)) - 2) * 9_999 / 262_142;
  }

  /** BFQ's own file takes Docker's range 10 to 1000; the other one has 1 to 10000. */
  private static long ioWeight(ResourceLimits limits, String file) {
    long weight = limits.blockIoWeight();
    return file.equals("io.bfq.weight") ? weight : 1 + (weight - 10) * 9_999 / 990;
  }

  private static void add(List<Setting> settings, Controller controller, String file, long value) {
    settings.add(new Setting(controller, file, Long.toString(value)));
  }

  @Override
  public Setting freezer(boolean frozen) {
    return new Setting(Controller.FREEZER, "cgroup.freeze", frozen ? "1" : "0");
  }

  @Override
  public boolean isFrozen(GroupFiles files) {
    return files.table(Controller.FREEZER, "cgroup.events").getOrDefault("frozen", 0L) == 1;
  }

  @Override
  public long oomKills(GroupFiles files) {
    return files.table(Controller.MEMORY, EVENTS).getOrDefault("oom_kill", 0L);
  }

  @Override
  public OomNotice oomNotice(GroupFiles files) throws IOException {
    Path group = files.directory(Controller.MEMORY);
    WatchService service = group.getFileSystem().newWatchService();
    try {
      group.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException | RuntimeException failure) {
      service.close();
      throw failure;
    }
    return new WatchedNotice(service, () -> oomKills(files));
  }

  @Override
  public ResourceUsage usage(GroupFiles files) {
    return new ResourceUsage(
        cpu(files),
        memory(files),
        new ResourceUsage.Processes(
            files.number(Controller.PIDS, "pids.current"),
            files.number(Controller.PIDS, "pids.max")),
        blockIo(files));
  }

  private static ResourceUsage.Cpu cpu(GroupFiles files) {
    Map<String, Long> stat = files.table(Controller.CPU_TIME, "cpu.stat");
    return new ResourceUsage.Cpu(
        stat.getOrDefault("usage_usec", 0L) * NANOS_PER_MICRO,
        stat.getOrDefault("system_usec", 0L) * NANOS_PER_MICRO,
        stat.getOrDefault("user_usec", 0L) * NANOS_PER_MICRO,
        List.of(),
        new ResourceUsage.Throttling(
            stat.getOrDefault("nr_periods", 0L),
            stat.getOrDefault("nr_throttled", 0L),
            stat.getOrDefault("throttled_usec", 0L) * NANOS_PER_MICRO));
  }

  private ResourceUsage.Memory memory(GroupFiles files) {
    return new ResourceUsage.Memory(
        files.number(Controller.MEMORY, "memory.current"),
        0,
        files.number(Controller.MEMORY, "memory.max"),
        files.table(Controller.MEMORY, EVENTS).getOrDefault("max", 0L),
        memoryDetails(files));
  }

  /** Lines such as {@code 8:0 rbytes=4096 wbytes=0 rios=1 wios=0 dbytes=0 dios=0}. */
  private static ResourceUsage.BlockIo blockIo(GroupFiles files) {
    List<ResourceUsage.Transfer> bytes = new ArrayList<>();
    List<ResourceUsage.Transfer> operations = new ArrayList<>();
    for (List<String> words : files.lines(Controller.BLOCK_IO, "io.stat")) {
      String[] device = words.get(0).split(":", 2);
      if (device.length != 2) {
        continue;
      }
      int major = Integer.parseInt(device[0]);
      int minor = Integer.parseInt(device[1]);
      Map<String, Long> figures = figures(words);
      Stream.of("read", "write")
          .forEach(
              operation -> {
                char initial = operation.charAt(0);
                bytes.add(
                    new ResourceUsage.Transfer(
                        major, minor, operation, figures.getOrDefault(initial + "bytes", 0L)));
                operations.add(
                    new ResourceUsage.Transfer(
                        major, minor, operation, figures.getOrDefault(initial + "ios", 0L)));
              });
    }
    return new ResourceUsage.BlockIo(bytes, operations);
  }

  private static Map<String, Long> figures(List<String> words) {
    Map<String, Long> figures = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        figures.put(word.substring(0, equals), GroupFiles.number(word.substring(equals + 1)));
      }
    }
    return figures;
  }
}
