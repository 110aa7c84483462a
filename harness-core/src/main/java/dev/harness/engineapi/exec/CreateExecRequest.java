package dev.harness.engineapi.exec;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;

/**
 * What {@code POST /containers/{id}/exec} takes.
 *
 * @param user empty means the container's
 * @param workingDir empty means the container's
 * @param env entries {@code NAME=value} on top of the container's
 * @param consoleSize rows and columns of the terminal; empty means unknown
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CreateExecRequest(
    @JsonProperty("User") String user,
    @JsonProperty("Privileged") boolean privileged,
    @JsonProperty("Tty") boolean tty,
    @JsonProperty("AttachStdin") boolean attachStdin,
    @JsonProperty("AttachStdout") boolean attachStdout,
    @JsonProperty("AttachStderr") boolean attachStderr,
    @JsonProperty("Env") List<String> env,
    @JsonProperty("WorkingDir") String workingDir,
    @JsonProperty("Cmd") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,
    @JsonProperty("ConsoleSize") List<Integer> consoleSize,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Takes absent parts as empty. */
  public CreateExecRequest {
    user = Absent.text(user);
    env = Absent.list(env);
    workingDir = Absent.text(workingDir);
    cmd = Absent.list(cmd);
    consoleSize = Absent.list(consoleSize);
    other = Absent.fields(other);
  }
}
