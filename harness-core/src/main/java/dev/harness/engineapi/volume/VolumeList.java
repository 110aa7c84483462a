package dev.harness.engineapi.volume;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/** What {@code GET /volumes} answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeList(
    @JsonProperty("Volumes") List<VolumeInspect> volumes,
    @JsonProperty("Warnings") List<String> warnings) {
  /** Takes absent lists as empty. */
  public VolumeList {
    volumes = Absent.list(volumes);
    warnings = Absent.list(warnings);
  }
}
