package dev.harness.runtime.engine.limit;

import dev.harness.runtime.cgroup.ResourceUsage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what the processes of a container use, for want of a control group that counts it.
 * Memory that processes share counts for each of them, and disks are not counted.
 */
final class ProcessFigures {
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final long PAGE_BYTES = 4096;

  private final Path proc;

  ProcessFigures(Path proc) {
    this.proc = proc;
  }

  ResourceUsage of(Set<Integer> processes) {
    List<ProcessStat> all =
        processes.stream()
            .map(pid -> ProcessStat.read(proc.resolve(Integer.toString(pid))))
            .flatMap(stat -> stat.stream())
            .toList();
    long user = NANOS_PER_TICK * all.stream().mapToLong(ProcessStat::userTicks).sum();
    long kernel = NANOS_PER_TICK * all.stream().mapToLong(ProcessStat::kernelTicks).sum();
    long resident = PAGE_BYTES * all.stream().mapToLong(ProcessStat::residentPages).sum();
    long threads = all.stream().mapToLong(ProcessStat::threads).sum();
    return new ResourceUsage(
        new ResourceUsage.Cpu(
            user + kernel, kernel, user, List.of(), ResourceUsage.Throttling.NONE),
        new ResourceUsage.Memory(resident, 0, 0, 0, Map.of()),
        new ResourceUsage.Processes(threads, 0),
        new ResourceUsage.BlockIo(List.of(), List.of()));
  }
}
