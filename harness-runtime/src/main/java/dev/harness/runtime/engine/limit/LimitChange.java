package dev.harness.runtime.engine.limit;

import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;

/** Whether limits can be changed to others, by Docker's rules. */
final class LimitChange {
  private LimitChange() {}

  /**
   * Checks a change.
   *
   * @throws EngineException.Conflict naming what does not go together
   */
  static void check(ContainerId id, ResourceLimits before, ResourceLimits more) {
    ResourceLimits.Memory memory = more.memory();
    long total = before.memory().swapBytes();
    if (memory.bytes() > 0 && memory.swapBytes() == 0 && total > 0 && memory.bytes() > total) {
      throw conflict(
          id,
          "Memory limit should be smaller than already set memoryswap limit, update the memoryswap"
              + " at the same time");
    }
    ResourceLimits.Cpu cpu = more.cpu();
    if (before.cpu().nanos() > 0 && cpu.periodMicros() > 0) {
      throw conflict(
          id, "Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set");
    }
    if (before.cpu().nanos() > 0 && cpu.quotaMicros() > 0) {
      throw conflict(
          id, "Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set");
    }
    if (cpu.nanos() > 0 && before.cpu().quotaMicros() > 0) {
      throw conflict(
          id, "Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set");
    }
    if (cpu.nanos() > 0 && before.cpu().periodMicros() > 0) {
      throw conflict(
          id,
          "Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set");
    }
  }

  private static EngineException.Conflict conflict(ContainerId id, String reason) {
    return new EngineException.Conflict(
        "Cannot update container %s: %s".formatted(id.shortForm(), reason));
  }
}
