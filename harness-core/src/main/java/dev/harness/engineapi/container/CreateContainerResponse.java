package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /containers/create} answers.
 *
 * @param warnings what was asked for and accepted, but has no effect here
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CreateContainerResponse(
    @JsonProperty("Id") String id, @JsonProperty("Warnings") List<String> warnings) {
  /** Takes absent parts as empty. */
  public CreateContainerResponse {
    id = Absent.text(id);
    warnings = Absent.list(warnings);
  }
}
