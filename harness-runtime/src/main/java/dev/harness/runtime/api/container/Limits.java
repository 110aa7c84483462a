package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Limits of memory, processors and processes, which need a cgroup. The engine has none, so a
 * limit is discarded with a warning, as Docker does it on such a machine; an impossible one is
 * refused all the same (C21).
 */
final class Limits {
  /** The limits that the records do not know. */
  static final Set<String> OTHER =
      Set.of(
          "BlkioWeight",
          "CpuPeriod",
          "CpuQuota",
          "CpuShares",
          "CpusetCpus",
          "CpusetMems",
          "KernelMemory",
          "MemoryReservation",
          "MemorySwap");

  private static final long LEAST_MEMORY_BYTES = 6L << 20;
  private static final long NANOS = 1_000_000_000;
  private static final int NONE = -1;

  private Limits() {}

  /**
   * Tells what is discarded, a sentence for each limit.
   *
   * @throws RefusedRequest when a limit is impossible on any machine
   */
  static List<String> warnings(HostConfig host) {
    check(host);
    Set<String> given = new TreeSet<>();
    host.other().forEach((name, value) -> addLimit(name, value, given));
    add("Memory", host.memory(), given);
    add("NanoCpus", host.nanoCpus(), given);
    add("PidsLimit", host.pidsLimit(), given);
    List<String> warnings = new ArrayList<>();
    for (String name : given) {
      warnings.add(
          "HostConfig.%s is discarded: this engine has no cgroup to set limits in".formatted(name));
    }
    return warnings;
  }

  private static void check(HostConfig host) {
    if (host.memory() < 0 || (host.memory() > 0 && host.memory() < LEAST_MEMORY_BYTES)) {
      throw RefusedRequest.malformed(
          "HostConfig.Memory is %d bytes: Minimum memory limit allowed is 6MB"
              .formatted(host.memory()));
    }
    int processors = Runtime.getRuntime().availableProcessors();
    if (host.nanoCpus() < 0 || host.nanoCpus() > processors * NANOS) {
      throw RefusedRequest.malformed(
          String.format(
              Locale.ROOT,
              "HostConfig.NanoCpus is %.2f CPUs: Range of CPUs is from 0.01 to %d.00, as there are"
                  + " only %d CPUs available",
              (double) host.nanoCpus() / NANOS,
              processors,
              processors));
    }
  }

  private static void addLimit(String name, JsonNode value, Set<String> given) {
    if (!OTHER.contains(name)) {
      return;
    }
    if (!value.isNumber()) {
      if (!value.asText().isEmpty()) {
        given.add(name);
      }
      return;
    }
    if (value.asLong() < NONE) {
      throw RefusedRequest.malformed(
          "HostConfig.%s is %s: a limit cannot be negative".formatted(name, value));
    }
    add(name, value.asLong(), given);
  }

  private static void add(String name, long limit, Set<String> given) {
    if (limit > 0) {
      given.add(name);
    }
  }
}
