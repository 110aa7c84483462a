package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /networks/{id}/connect} and {@code disconnect} take.
 *
 * @param container its id or name
 * @param endpoint what it is to have there; of connect only
 * @param force whether to do without the container's help; of disconnect only
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConnectRequest(
    @JsonProperty("Container") String container,
    @JsonProperty("EndpointConfig") @Nullable EndpointSettings endpoint,
    @JsonProperty("Force") boolean force) {
  /** Takes absent parts as empty. */
  public ConnectRequest {
    container = Absent.text(container);
  }
}
