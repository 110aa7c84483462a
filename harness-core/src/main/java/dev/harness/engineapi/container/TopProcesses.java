package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code GET /containers/{id}/top} answers.
 *
 * @param processes for each its values below the titles
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopProcesses(
    @JsonProperty("Titles") List<String> titles,
    @JsonProperty("Processes") List<List<String>> processes) {
  /** Takes absent lists as empty. */
  public TopProcesses {
    titles = Absent.list(titles);
    processes = Absent.list(processes);
  }
}
