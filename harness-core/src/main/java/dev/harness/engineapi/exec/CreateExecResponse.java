package dev.harness.engineapi.exec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/** What {@code POST /containers/{id}/exec} answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CreateExecResponse(@JsonProperty("Id") String id) {
  /** Takes an absent id as empty. */
  public CreateExecResponse {
    id = Absent.text(id);
  }
}
