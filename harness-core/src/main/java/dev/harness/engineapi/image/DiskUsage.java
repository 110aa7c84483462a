package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.engineapi.volume.VolumeInspect;
import java.util.List;
import java.util.Map;

/**
 * What {@code GET /system/df} answers.
 *
 * @param layersSize the bytes of the files of all layers, each counted once
 * @param images with their shared sizes and numbers of containers
 * @param volumes with their sizes and numbers of users
 * @param buildCache of no known form yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiskUsage(
    @JsonProperty("LayersSize") long layersSize,
    @JsonProperty("Images") List<ImageSummary> images,
    @JsonProperty("Containers") List<ContainerSummary> containers,
    @JsonProperty("Volumes") List<VolumeInspect> volumes,
    @JsonProperty("BuildCache") List<Map<String, Object>> buildCache) {
  /** Takes absent lists as empty. */
  public DiskUsage {
    images = Absent.list(images);
    containers = Absent.list(containers);
    volumes = Absent.list(volumes);
    buildCache = Absent.list(buildCache);
  }
}
