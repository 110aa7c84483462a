package dev.harness.engineapi.volume;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.Map;

/**
 * What {@code POST /volumes/create} takes.
 *
 * @param name empty: one of the engine's choice
 * @param driver empty or {@code local}
 * @param driverOptions of the driver
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CreateVolumeRequest(
    @JsonProperty("Name") String name,
    @JsonProperty("Driver") String driver,
    @JsonProperty("DriverOpts") Map<String, String> driverOptions,
    @JsonProperty("Labels") Map<String, String> labels) {
  /** Takes absent parts as empty. */
  public CreateVolumeRequest {
    name = Absent.text(name);
    driver = Absent.text(driver);
    driverOptions = Absent.map(driverOptions);
    labels = Absent.map(labels);
  }
}
