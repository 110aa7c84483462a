package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is wrong, on purpose, with the connections of a published port, or of one container to
 * another; our engine's own.
 *
 * @param latencyMillis how much later everything arrives, in each direction
 * @param bytesPerSecond how much passes, per connection and direction; 0 = as much as can
 * @param cut whether nothing passes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FaultSettings(
    @JsonProperty("LatencyMillis") long latencyMillis,
    @JsonProperty("BytesPerSecond") long bytesPerSecond,
    @JsonProperty("Cut") boolean cut) {
  /** Nothing. */
  public static final FaultSettings NONE = new FaultSettings(0, 0, false);
}
