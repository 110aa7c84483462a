package dev.harness.engineapi.exec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /exec/{id}/start} takes.
 *
 * @param detach whether to answer at once, without output
 * @param tty as the exec was created with
 * @param consoleSize rows and columns of the terminal; empty means as it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartExecRequest(
    @JsonProperty("Detach") boolean detach,
    @JsonProperty("Tty") boolean tty,
    @JsonProperty("ConsoleSize") List<Integer> consoleSize) {

  /** Takes an absent size as empty. */
  public StartExecRequest {
    consoleSize = Absent.list(consoleSize);
  }
}
