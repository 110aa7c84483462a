package dev.harness.runtime.api.limit;

import dev.harness.engineapi.container.ContainerState;
import dev.harness.engineapi.container.ContainerStats;
import dev.harness.runtime.cgroup.ResourceUsage;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.limit.ContainerUsage;
import dev.harness.runtime.engine.limit.LinkFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what a container uses, as {@code docker stats} reads it. */
final class StatsView {
  private StatsView() {}

  /** A sample of one that does not run. */
  static ContainerStats empty(Container container) {
    return new ContainerStats(
        "/" + container.name(),
        container.id().value(),
        ContainerState.NEVER,
        ContainerState.NEVER,
        0,
        ContainerStats.Cpu.NONE,
        ContainerStats.Cpu.NONE,
        ContainerStats.Memory.NONE,
        ContainerStats.Pids.NONE,
        ContainerStats.BlockIo.NONE,
        null);
  }

  /**
   * A sample.
   *
   * @param now when it was taken
   * @param before the one before, or an empty one
   */
  static ContainerStats of(
      Container container,
      ContainerUsage usage,
      MachineFigures machine,
      String now,
      ContainerStats before) {
    ResourceUsage resources = usage.resources();
    return new ContainerStats(
        "/" + container.name(),
        container.id().value(),
        now,
        before.read(),
        0,
        cpu(resources.cpu(), machine),
        before.cpu(),
        memory(resources.memory(), machine),
        new ContainerStats.Pids(resources.processes().current(), resources.processes().limit()),
        new ContainerStats.BlockIo(
            transfers(resources.blockIo().bytes()), transfers(resources.blockIo().operations())),
        usage.links().isEmpty() ? null : links(usage.links()));
  }

  private static ContainerStats.Cpu cpu(ResourceUsage.Cpu cpu, MachineFigures machine) {
    ResourceUsage.Throttling throttling = cpu.throttling();
    return new ContainerStats.Cpu(
        new ContainerStats.Time(
            cpu.totalNanos(), cpu.perProcessor(), cpu.kernelNanos(), cpu.userNanos()),
        machine.cpuNanos(),
        machine.processors(),
        new ContainerStats.Throttling(
            throttling.periods(), throttling.throttledPeriods(), throttling.throttledNanos()));
  }

  private static ContainerStats.Memory memory(ResourceUsage.Memory memory, MachineFigures machine) {
    return new ContainerStats.Memory(
        memory.bytes(),
        memory.highestBytes(),
        memory.details(),
        memory.failures(),
        memory.limitBytes() == 0 ? machine.memoryBytes() : memory.limitBytes());
  }

  private static List<ContainerStats.Transfer> transfers(List<ResourceUsage.Transfer> all) {
    return all.stream()
        .map(
            each ->
                new ContainerStats.Transfer(
                    each.major(), each.minor(), each.operation(), each.value()))
        .toList();
  }

  private static Map<String, ContainerStats.Link> links(Map<String, LinkFigures> all) {
    Map<String, ContainerStats.Link> links = new LinkedHashMap<>();
    all.forEach((name, figures) -> links.put(name, link(figures.received(), figures.sent())));
    return links;
  }

  private static ContainerStats.Link link(
      LinkFigures.Direction received, LinkFigures.Direction sent) {
    return new ContainerStats.Link(
        received.bytes(),
        received.packets(),
        received.errors(),
        received.dropped(),
        sent.bytes(),
        sent.packets(),
        sent.errors(),
        sent.dropped());
  }
}
