package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/** What {@code POST /networks/create} answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CreateNetworkResponse(
    @JsonProperty("Id") String id, @JsonProperty("Warning") String warning) {
  /** Takes absent parts as empty. */
  public CreateNetworkResponse {
    id = Absent.text(id);
    warning = Absent.text(warning);
  }
}
