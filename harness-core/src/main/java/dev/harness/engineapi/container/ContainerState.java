package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in its life a container is.
 *
 * @param status created, running, paused, restarting, removing, exited or dead
 * @param pid of the container's first process on the engine's side, 0 when none runs
 * @param exitCode of the last run; 128 + n when signal n ended it
 * @param error why the last start failed
 * @param startedAt a time of RFC 3339; {@link #NEVER} before the first start
 * @param health {@code null} without a health check
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerState(
    @JsonProperty("Status") String status,
    @JsonProperty("Running") boolean running,
    @JsonProperty("Paused") boolean paused,
    @JsonProperty("Restarting") boolean restarting,
    @JsonProperty("OOMKilled") boolean oomKilled,
    @JsonProperty("Dead") boolean dead,
    @JsonProperty("Pid") int pid,
    @JsonProperty("ExitCode") int exitCode,
    @JsonProperty("Error") String error,
    @JsonProperty("StartedAt") String startedAt,
    @JsonProperty("FinishedAt") String finishedAt,
    @JsonProperty("Health") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Health health) {
  /** Docker's word for a time that has not come. */
  public static final String NEVER = "0001-01-01T00:00:00Z";

  /** Takes absent parts as empty. */
  public ContainerState {
    status = Absent.text(status);
    error = Absent.text(error);
    startedAt = startedAt == null ? NEVER : startedAt;
    finishedAt = finishedAt == null ? NEVER : finishedAt;
  }

  /**
   * What the health check found.
   *
   * @param status starting, healthy or unhealthy
   * @param log the last results, the newest last
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Health(
      @JsonProperty("Status") String status,
      @JsonProperty("FailingStreak") int failingStreak,
      @JsonProperty("Log") List<Probe> log) {
    /** Takes absent parts as empty. */
    public Health {
      status = Absent.text(status);
      log = Absent.list(log);
    }

    /** The newest result, if there is one yet. */
    public Optional<Probe> latest() {
      return log.isEmpty() ? Optional.empty() : Optional.of(log.get(log.size() - 1));
    }
  }

  /** One run of the health check; times of RFC 3339. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Probe(
      @JsonProperty("Start") String start,
      @JsonProperty("End") String end,
      @JsonProperty("ExitCode") int exitCode,
      @JsonProperty("Output") String output) {
    /** Takes absent parts as empty. */
    public Probe {
      start = Absent.text(start);
      end = Absent.text(end);
      output = Absent.text(output);
    }
  }
}
