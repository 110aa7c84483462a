package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.network.PortBinding;
import java.util.List;
import java.util.Map;

/**
 * What whoever has just started a container asks about it: a small part of {@link
 * ContainerInspect}, whose readers take a tenth of a second to make in a virtual machine that has
 * just begun.
 *
 * @param name with a slash in front
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartedContainer(
    @JsonProperty("Name") String name, @JsonProperty("NetworkSettings") Network network) {
  /** Takes absent parts as empty. */
  public StartedContainer {
    name = Absent.text(name);
    network = network == null ? new Network(Map.of()) : network;
  }

  /**
   * Where it can be reached.
   *
   * @param ports where each exposed port, as {@code 5432/tcp}, is published; an empty list is an
   *     exposed port that is not
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Network(@JsonProperty("Ports") Map<String, List<PortBinding>> ports) {
    /** Takes absent parts as empty. */
    public Network {
      ports = Absent.lists(ports);
    }
  }
}
