package dev.harness.engineapi.volume;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume.
 *
 * @param driver {@code local}
 * @param mountpoint where its files are on the engine's host
 * @param createdAt RFC 3339
 * @param scope {@code local}
 * @param usage what it takes and how many use it; only where disk usage is asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeInspect(
    @JsonProperty("Name") String name,
    @JsonProperty("Driver") String driver,
    @JsonProperty("Mountpoint") String mountpoint,
    @JsonProperty("CreatedAt") String createdAt,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonProperty("Options") Map<String, String> options,
    @JsonProperty("Scope") String scope,
    @JsonProperty("UsageData") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Usage usage) {
  /** Takes absent parts as empty. */
  public VolumeInspect {
    name = Absent.text(name);
    driver = Absent.text(driver);
    mountpoint = Absent.text(mountpoint);
    createdAt = Absent.text(createdAt);
    labels = Absent.map(labels);
    options = Absent.map(options);
    scope = Absent.text(scope);
  }

  /**
   * What a volume takes.
   *
   * @param size bytes of its files
   * @param refCount containers that use it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Usage(@JsonProperty("Size") long size, @JsonProperty("RefCount") long refCount) {}
}
