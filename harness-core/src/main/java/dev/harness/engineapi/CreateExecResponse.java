package dev.harness.engineapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code POST /containers/{id}/exec} answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CreateExecResponse(@JsonProperty("Id") String id) {
  /** Takes an absent id as empty. */
  public CreateExecResponse {
    id = Absent.text(id);
  }
}
