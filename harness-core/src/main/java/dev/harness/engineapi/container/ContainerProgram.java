package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * What {@code GET /containers/{id}/program} of our engine answers; Docker has no such request.
 *
 * @param text the program that would start the container, a line per step
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerProgram(@JsonProperty("Program") String text) {
  /** Takes an absent text as empty. */
  public ContainerProgram {
    text = Absent.text(text);
  }
}
