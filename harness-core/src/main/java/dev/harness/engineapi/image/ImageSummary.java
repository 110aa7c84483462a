package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;

/**
 * An image in the list of {@code GET /images/json}.
 *
 * @param id the digest of the image's configuration, {@code sha256:…}
 * @param created seconds since 1970
 * @param size bytes of all layers, unpacked
 * @param sharedSize bytes of layers that other images use too, -1 when not computed
 * @param containers how many containers use it, -1 when not computed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageSummary(
    @JsonProperty("Id") String id,
    @JsonProperty("ParentId") String parentId,
    @JsonProperty("RepoTags") List<String> repoTags,
    @JsonProperty("RepoDigests") List<String> repoDigests,
    @JsonProperty("Created") long created,
    @JsonProperty("Size") long size,
    @JsonProperty("SharedSize") long sharedSize,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonProperty("Containers") long containers) {
  /** Takes absent parts as empty. */
  public ImageSummary {
    id = Absent.text(id);
    parentId = Absent.text(parentId);
    repoTags = Absent.list(repoTags);
    repoDigests = Absent.list(repoDigests);
    labels = Absent.map(labels);
  }
}
