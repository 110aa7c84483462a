package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.Map;

/**
 * The networks that a new container joins.
 *
 * @param endpoints by the network's name
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkingConfig(
    @JsonProperty("EndpointsConfig") Map<String, EndpointSettings> endpoints,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Joins what the host configuration names. */
  public static final NetworkingConfig EMPTY = new NetworkingConfig(Map.of(), Map.of());

  /** Takes absent parts as empty. */
  public NetworkingConfig {
    endpoints = Absent.map(endpoints);
    other = Absent.fields(other);
  }
}
