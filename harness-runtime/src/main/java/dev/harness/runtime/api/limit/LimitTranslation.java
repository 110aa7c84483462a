package dev.harness.runtime.api.limit;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.cgroup.ResourceLimits;
import java.util.Locale;

/** Turns the API's limits into the engine's, and refuses impossible ones by Docker's rules (C21). */
public final class LimitTranslation {
  private static final long LEAST_MEMORY_BYTES = 6L << 20;
  private static final long NANOS = 1_000_000_000;

  private LimitTranslation() {}

  /**
   * The limits of a new container, with what Docker adds to them.
   *
   * @throws RefusedRequest when a limit is impossible on any machine
   */
  public static ResourceLimits ofNew(HostConfig host) {
    ResourceLimits limits = of(host);
    ResourceLimits.Memory memory = limits.memory();
    if (memory.bytes() == 0 && memory.swapBytes() > 0) {
      throw refused(
          LimitField.MEMORY_SWAP,
          "You should always set the Memory limit when using Memoryswap limit, see usage");
    }
    return new ResourceLimits(
        memory.withDefaultSwap(), limits.cpu(), limits.processes(), limits.blockIoWeight());
  }

  /**
   * The limits as they are given.
   *
   * @throws RefusedRequest when a limit is impossible on any machine
   */
  public static ResourceLimits of(HostConfig host) {
    long weight = LimitField.BLKIO_WEIGHT.number(host);
    if (weight != 0 && (weight < 10 || weight > 1000)) {
      throw refused(LimitField.BLKIO_WEIGHT, "Range of blkio weight is from 10 to 1000");
    }
    return new ResourceLimits(
        memory(host), cpu(host), Math.max(-1, host.pidsLimit()), (int) weight);
  }

  private static ResourceLimits.Memory memory(HostConfig host) {
    long memory = host.memory();
    long swap = LimitField.MEMORY_SWAP.number(host);
    long reservation = LimitField.MEMORY_RESERVATION.number(host);
    if (memory < 0 || (memory > 0 && memory < LEAST_MEMORY_BYTES)) {
      throw refused(LimitField.MEMORY, memory + " bytes: Minimum memory limit allowed is 6MB");
    }
    if (swap < -1 || (memory > 0 && swap > 0 && swap < memory)) {
      throw refused(
          LimitField.MEMORY_SWAP,
          swap + " bytes: Minimum memoryswap limit should be larger than memory limit, see usage");
    }
    if (reservation < 0 || (reservation > 0 && reservation < LEAST_MEMORY_BYTES)) {
      throw refused(
          LimitField.MEMORY_RESERVATION,
          reservation + " bytes: Minimum memory reservation allowed is 6MB");
    }
    if (memory > 0 && memory < reservation) {
      throw refused(
          LimitField.MEMORY_RESERVATION,
          "Minimum memory limit can not be less than memory reservation limit, see usage");
    }
    return new ResourceLimits.Memory(memory, swap, reservation, swappiness(host));
  }

  private static int swappiness(HostConfig host) {
    if (!host.other().containsKey(LimitField.MEMORY_SWAPPINESS.field())) {
      return ResourceLimits.Memory.DEFAULT_SWAPPINESS;
    }
    long swappiness = LimitField.MEMORY_SWAPPINESS.number(host);
    if (swappiness < -1 || swappiness > 100) {
      throw refused(
          LimitField.MEMORY_SWAPPINESS, "valid memory swappiness range is 0-100: " + swappiness);
    }
    return (int) swappiness;
  }

  private static ResourceLimits.Cpu cpu(HostConfig host) {
    long period = LimitField.CPU_PERIOD.number(host);
    long quota = LimitField.CPU_QUOTA.number(host);
    checkNanos(host.nanoCpus());
    if (host.nanoCpus() > 0 && period > 0) {
      throw refused(
          LimitField.NANO_CPUS, "Conflicting options: Nano CPUs and CPU Period cannot both be set");
    }
    if (host.nanoCpus() > 0 && quota > 0) {
      throw refused(
          LimitField.NANO_CPUS, "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
    }
    if (period != 0 && (period < 1_000 || period > 1_000_000)) {
      throw refused(
          LimitField.CPU_PERIOD,
          "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
    }
    if (quota > 0 && quota < 1_000) {
      throw refused(LimitField.CPU_QUOTA, "CPU cfs quota can not be less than 1ms (i.e. 1000)");
    }
    long shares = LimitField.CPU_SHARES.number(host);
    if (shares < 0) {
      throw refused(LimitField.CPU_SHARES, "a weight cannot be negative");
    }
    return new ResourceLimits.Cpu(
        host.nanoCpus(),
        period,
        quota,
        shares,
        NumberSet.checked(LimitField.CPUSET_CPUS, host, "CPUs", NumberSet.PROCESSORS),
        NumberSet.checked(LimitField.CPUSET_MEMS, host, "memory nodes", NumberSet.MEMORY_NODES));
  }

  private static void checkNanos(long nanos) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (nanos < 0 || nanos > processors * NANOS || (nanos > 0 && nanos < NANOS / 100)) {
      throw refused(
          LimitField.NANO_CPUS,
          String.format(
              Locale.ROOT,
              "%.2f CPUs: Range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available",
              (double) nanos / NANOS,
              processors,
              processors));
    }
  }

  static RefusedRequest refused(LimitField field, String reason) {
    return RefusedRequest.malformed("%s: %s".formatted(field.title(), reason));
  }
}
