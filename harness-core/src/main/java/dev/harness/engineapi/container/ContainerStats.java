package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /containers/{id}/stats} answers: what a container uses.
 *
 * @param read when it was measured, a time of RFC 3339; {@link ContainerState#NEVER} when it does
 *     not run
 * @param preread when the sample before was taken
 * @param preCpu the sample before; zeros for the first one
 * @param networks by the name of the link; {@code null} when there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerStats(
    @JsonProperty("name") String name,
    @JsonProperty("id") String id,
    @JsonProperty("read") String read,
    @JsonProperty("preread") String preread,
    @JsonProperty("num_procs") int processors,
    @JsonProperty("cpu_stats") Cpu cpu,
    @JsonProperty("precpu_stats") Cpu preCpu,
    @JsonProperty("memory_stats") Memory memory,
    @JsonProperty("pids_stats") Pids pids,
    @JsonProperty("blkio_stats") BlockIo blockIo,
    @JsonProperty("networks") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Link> networks) {
  /** Takes absent parts as empty. */
  public ContainerStats {
    name = Absent.text(name);
    id = Absent.text(id);
    read = read == null ? ContainerState.NEVER : read;
    preread = preread == null ? ContainerState.NEVER : preread;
    cpu = cpu == null ? Cpu.NONE : cpu;
    preCpu = preCpu == null ? Cpu.NONE : preCpu;
    memory = memory == null ? Memory.NONE : memory;
    pids = pids == null ? Pids.NONE : pids;
    blockIo = blockIo == null ? BlockIo.NONE : blockIo;
  }

  /**
   * Processor time.
   *
   * @param systemNanos of the whole machine, idle time too
   * @param online how many processors there are
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Cpu(
      @JsonProperty("cpu_usage") @JsonInclude(JsonInclude.Include.ALWAYS) Time time,
      @JsonProperty("system_cpu_usage") long systemNanos,
      @JsonProperty("online_cpus") int online,
      @JsonProperty("throttling_data") @JsonInclude(JsonInclude.Include.ALWAYS)
          Throttling throttling) {
    /** Zeros. */
    public static final Cpu NONE = new Cpu(Time.NONE, 0, 0, Throttling.NONE);

    /** Takes absent parts as zeros. */
    public Cpu {
      time = time == null ? Time.NONE : time;
      throttling = throttling == null ? Throttling.NONE : throttling;
    }
  }

  /**
   * Processor time of the container, in nanoseconds.
   *
   * @param perProcessor empty where it is not counted
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Time(
      @JsonProperty("total_usage") long total,
      @JsonProperty("percpu_usage") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<Long> perProcessor,
      @JsonProperty("usage_in_kernelmode") long kernel,
      @JsonProperty("usage_in_usermode") long user) {
    /** Zeros. */
    public static final Time NONE = new Time(0, List.of(), 0, 0);

    /** Takes an absent list as empty. */
    public Time {
      perProcessor = Absent.list(perProcessor);
    }
  }

  /** How often a quota was used up; the time in nanoseconds. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Throttling(
      @JsonProperty("periods") long periods,
      @JsonProperty("throttled_periods") long throttledPeriods,
      @JsonProperty("throttled_time") long throttledTime) {
    /** Never. */
    public static final Throttling NONE = new Throttling(0, 0, 0);
  }

  /**
   * Memory, in bytes.
   *
   * @param details the kernel's figures, by its names
   * @param limit the container's, or all that the machine has
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Memory(
      @JsonProperty("usage") long usage,
      @JsonProperty("max_usage") long maxUsage,
      @JsonProperty("stats") Map<String, Long> details,
      @JsonProperty("failcnt") long failures,
      @JsonProperty("limit") long limit) {
    /** Zeros. */
    public static final Memory NONE = new Memory(0, 0, Map.of(), 0, 0);

    /** Takes absent figures as none. */
    public Memory {
      details = Absent.map(details);
    }
  }

  /** Tasks, threads included; a limit of 0 is none. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Pids(@JsonProperty("current") long current, @JsonProperty("limit") long limit) {
    /** Zeros. */
    public static final Pids NONE = new Pids(0, 0);
  }

  /** What went from and to disks. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record BlockIo(
      @JsonProperty("io_service_bytes_recursive") List<Transfer> bytes,
      @JsonProperty("io_serviced_recursive") List<Transfer> operations) {
    /** Nothing. */
    public static final BlockIo NONE = new BlockIo(List.of(), List.of());

    /** Takes absent lists as empty. */
    public BlockIo {
      bytes = Absent.list(bytes);
      operations = Absent.list(operations);
    }
  }

  /** A figure of one disk; the operation is {@code read} or {@code write}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Transfer(
      @JsonProperty("major") int major,
      @JsonProperty("minor") int minor,
      @JsonProperty("op") String operation,
      @JsonProperty("value") long value) {}

  /** What went through a network link. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Link(
      @JsonProperty("rx_bytes") long receivedBytes,
      @JsonProperty("rx_packets") long receivedPackets,
      @JsonProperty("rx_errors") long receivedErrors,
      @JsonProperty("rx_dropped") long receivedDropped,
      @JsonProperty("tx_bytes") long sentBytes,
      @JsonProperty("tx_packets") long sentPackets,
      @JsonProperty("tx_errors") long sentErrors,
      @JsonProperty("tx_dropped") long sentDropped) {}
}
