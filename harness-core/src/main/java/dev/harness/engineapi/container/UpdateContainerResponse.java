package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /containers/{id}/update} answers.
 *
 * @param warnings limits that the engine does not set, a sentence each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UpdateContainerResponse(@JsonProperty("Warnings") List<String> warnings) {
  /** Takes absent warnings as none. */
  public UpdateContainerResponse {
    warnings = Absent.list(warnings);
  }
}
