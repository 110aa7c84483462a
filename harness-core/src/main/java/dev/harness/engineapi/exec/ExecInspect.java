package dev.harness.engineapi.exec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /exec/{id}/json} answers.
 *
 * @param exitCode {@code null} until the process has ended
 * @param pid on the engine's side, 0 before the start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExecInspect(
    @JsonProperty("ID") String id,
    @JsonProperty("Running") boolean running,
    @JsonProperty("ExitCode") @Nullable Integer exitCode,
    @JsonProperty("ProcessConfig") ProcessConfig processConfig,
    @JsonProperty("OpenStdin") boolean openStdin,
    @JsonProperty("OpenStdout") boolean openStdout,
    @JsonProperty("OpenStderr") boolean openStderr,
    @JsonProperty("CanRemove") boolean canRemove,
    @JsonProperty("ContainerID") String containerId,
    @JsonProperty("Pid") int pid) {
  /** Takes absent parts as empty. */
  public ExecInspect {
    id = Absent.text(id);
    processConfig =
        processConfig == null ? new ProcessConfig(false, "", List.of(), false, "") : processConfig;
    containerId = Absent.text(containerId);
  }

  /** What is executed; its fields are written small. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ProcessConfig(
      @JsonProperty("tty") boolean tty,
      @JsonProperty("entrypoint") String entrypoint,
      @JsonProperty("arguments") List<String> arguments,
      @JsonProperty("privileged") boolean privileged,
      @JsonProperty("user") String user) {
    /** Takes absent parts as empty. */
    public ProcessConfig {
      entrypoint = Absent.text(entrypoint);
      arguments = Absent.list(arguments);
      user = Absent.text(user);
    }
  }
}
