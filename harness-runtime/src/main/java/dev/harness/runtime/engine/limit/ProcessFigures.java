package dev.harness.runtime.engine.limit;

import dev.harness.runtime.cgroup.ResourceUsage;
import dev.harness.runtime.engine.process.ProcessStat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what the processes of a container use, for want of a control group that counts it.
 * Memory that processes share counts for each of them, and disks are not counted.
 */
final class ProcessFigures {
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
    long user = all.stream().mapToLong(stat -> stat.userTimeOfAll().toNanos()).sum();
    long kernel = all.stream().mapToLong(stat -> stat.kernelTimeOfAll().toNanos()).sum();
    long resident = all.stream().mapToLong(ProcessStat::residentBytes).sum();
    long threads = all.stream().mapToLong(ProcessStat::threads).sum();
    return new ResourceUsage(
        new ResourceUsage.Cpu(
            user + kernel, kernel, user, List.of(), ResourceUsage.Throttling.NONE),
        new ResourceUsage.Memory(resident, 0, 0, 0, Map.of()),
        new ResourceUsage.Processes(threads, 0),
        new ResourceUsage.BlockIo(List.of(), List.of()));
  }
}
