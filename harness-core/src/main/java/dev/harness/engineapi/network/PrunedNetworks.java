package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /networks/prune} answers.
 *
 * @param networksDeleted names
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PrunedNetworks(@JsonProperty("NetworksDeleted") List<String> networksDeleted) {
  /** Takes an absent list as empty. */
  public PrunedNetworks {
    networksDeleted = Absent.list(networksDeleted);
  }
}
