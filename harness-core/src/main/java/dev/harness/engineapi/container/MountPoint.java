package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * Something mounted into a container.
 *
 * @param type bind, volume or tmpfs
 * @param name of the volume
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MountPoint(
    @JsonProperty("Type") String type,
    @JsonProperty("Name") @JsonInclude(JsonInclude.Include.NON_EMPTY) String name,
    @JsonProperty("Source") String source,
    @JsonProperty("Destination") String destination,
    @JsonProperty("Driver") @JsonInclude(JsonInclude.Include.NON_EMPTY) String driver,
    @JsonProperty("Mode") String mode,
    @JsonProperty("RW") boolean writable,
    @JsonProperty("Propagation") String propagation) {
  /** Takes absent parts as empty. */
  public MountPoint {
    type = Absent.text(type);
    name = Absent.text(name);
    source = Absent.text(source);
    destination = Absent.text(destination);
    driver = Absent.text(driver);
    mode = Absent.text(mode);
    propagation = Absent.text(propagation);
  }
}
