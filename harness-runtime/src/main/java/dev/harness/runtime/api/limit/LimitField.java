package dev.harness.runtime.api.limit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.cgroup.Controller;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a host configuration that limit what a container uses. */
public enum LimitField {
  MEMORY("Memory", Controller.MEMORY),
  MEMORY_SWAP("MemorySwap", Controller.MEMORY),
  MEMORY_RESERVATION("MemoryReservation", Controller.MEMORY),
  MEMORY_SWAPPINESS("MemorySwappiness", Controller.MEMORY),
  NANO_CPUS("NanoCpus", Controller.CPU),
  CPU_PERIOD("CpuPeriod", Controller.CPU),
  CPU_QUOTA("CpuQuota", Controller.CPU),
  CPU_SHARES("CpuShares", Controller.CPU),
  CPUSET_CPUS("CpusetCpus", Controller.CPUSET),
  CPUSET_MEMS("CpusetMems", Controller.CPUSET),
  PIDS_LIMIT("PidsLimit", Controller.PIDS),
  BLKIO_WEIGHT("BlkioWeight", Controller.BLOCK_IO);

  private final String field;
  private final Controller controller;

  LimitField(String field, Controller controller) {
    this.field = field;
    this.controller = controller;
  }

  /** The fields that the records do not know, with those that ask for nothing any more. */
  public static Set<String> others() {
    Set<String> names =
        Arrays.stream(values())
            .filter(each -> !Set.of(MEMORY, NANO_CPUS, PIDS_LIMIT).contains(each))
            .map(each -> each.field)
            .collect(Collectors.toSet());
    names.add("KernelMemory");
    return names;
  }

  /** Its name in messages. */
  String title() {
    return "HostConfig." + field;
  }

  String field() {
    return field;
  }

  /** What can set it. */
  Controller controller() {
    return controller;
  }

  /** Its number; 0 when it is absent. */
  long number(HostConfig host) {
    return switch (this) {
      case MEMORY -> host.memory();
      case NANO_CPUS -> host.nanoCpus();
      case PIDS_LIMIT -> host.pidsLimit();
      default -> {
        JsonNode value = host.other().get(field);
        if (value == null) {
          yield 0;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
          throw RefusedRequest.malformed("%s is no number: %s".formatted(title(), value));
        }
        yield value.asLong();
      }
    };
  }

  /** Its text; empty when it is absent. */
  String text(HostConfig host) {
    JsonNode value = host.other().get(field);
    if (value != null && !value.isTextual()) {
      throw RefusedRequest.malformed("%s is no text: %s".formatted(title(), value));
    }
    return value == null ? "" : value.asText();
  }

  /** Whether it asks for a limit. */
  boolean isGiven(HostConfig host) {
    return switch (this) {
      case CPUSET_CPUS, CPUSET_MEMS -> !text(host).isEmpty();
      case MEMORY_SWAPPINESS -> host.other().containsKey(field) && number(host) >= 0;
      default -> number(host) > 0;
    };
  }
}
