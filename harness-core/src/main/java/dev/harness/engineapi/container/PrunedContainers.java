package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /containers/prune} answers.
 *
 * @param containersDeleted ids
 * @param spaceReclaimed bytes; our engine deletes in the background and says 0
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PrunedContainers(
    @JsonProperty("ContainersDeleted") List<String> containersDeleted,
    @JsonProperty("SpaceReclaimed") long spaceReclaimed) {
  /** Takes an absent list as empty. */
  public PrunedContainers {
    containersDeleted = Absent.list(containersDeleted);
  }
}
