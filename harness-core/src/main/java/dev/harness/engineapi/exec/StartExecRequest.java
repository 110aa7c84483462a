package dev.harness.engineapi.exec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What {@code POST /exec/{id}/start} takes.
 *
 * @param detach whether to answer at once, without output
 * @param tty as the exec was created with
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartExecRequest(
    @JsonProperty("Detach") boolean detach, @JsonProperty("Tty") boolean tty) {}
