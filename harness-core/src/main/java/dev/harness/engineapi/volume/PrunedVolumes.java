package dev.harness.engineapi.volume;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /volumes/prune} answers.
 *
 * @param volumesDeleted names
 * @param spaceReclaimed bytes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PrunedVolumes(
    @JsonProperty("VolumesDeleted") List<String> volumesDeleted,
    @JsonProperty("SpaceReclaimed") long spaceReclaimed) {
  /** Takes an absent list as empty. */
  public PrunedVolumes {
    volumesDeleted = Absent.list(volumesDeleted);
  }
}
