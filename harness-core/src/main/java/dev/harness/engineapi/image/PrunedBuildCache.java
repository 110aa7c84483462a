package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /build/prune} answers.
 *
 * @param cachesDeleted the ids of what is gone
 * @param spaceReclaimed the bytes that went with them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PrunedBuildCache(
    @JsonProperty("CachesDeleted") List<String> cachesDeleted,
    @JsonProperty("SpaceReclaimed") long spaceReclaimed) {
  /** Takes an absent list as empty. */
  public PrunedBuildCache {
    cachesDeleted = Absent.list(cachesDeleted);
  }
}
