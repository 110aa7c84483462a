package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.network.EndpointSettings;
import java.util.List;
import java.util.Map;

/**
 * A container in the list of {@code GET /containers/json}.
 *
 * @param names with a slash in front
 * @param created seconds since 1970
 * @param state as {@link ContainerState#status()}
 * @param status the state for people, as {@code Up 3 seconds}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerSummary(
    @JsonProperty("Id") String id,
    @JsonProperty("Names") List<String> names,
    @JsonProperty("Image") String image,
    @JsonProperty("ImageID") String imageId,
    @JsonProperty("Command") String command,
    @JsonProperty("Created") long created,
    @JsonProperty("Ports") List<Port> ports,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonProperty("State") String state,
    @JsonProperty("Status") String status,
    @JsonProperty("HostConfig") Host hostConfig,
    @JsonProperty("NetworkSettings") Networks networkSettings,
    @JsonProperty("Mounts") List<MountPoint> mounts) {
  /** Takes absent parts as empty. */
  public ContainerSummary {
    id = Absent.text(id);
    names = Absent.list(names);
    image = Absent.text(image);
    imageId = Absent.text(imageId);
    command = Absent.text(command);
    ports = Absent.list(ports);
    labels = Absent.map(labels);
    state = Absent.text(state);
    status = Absent.text(status);
    hostConfig = hostConfig == null ? new Host("") : hostConfig;
    networkSettings = networkSettings == null ? new Networks(Map.of()) : networkSettings;
    mounts = Absent.list(mounts);
  }

  /**
   * A port, published when it has a public number.
   *
   * @param type tcp, udp or sctp
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Port(
      @JsonProperty("IP") String ip,
      @JsonProperty("PrivatePort") int privatePort,
      @JsonProperty("PublicPort") int publicPort,
      @JsonProperty("Type") String type) {
    /** Takes absent parts as empty. */
    public Port {
      ip = Absent.text(ip);
      type = Absent.text(type);
    }
  }

  /** The part of the host configuration that the list shows. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Host(@JsonProperty("NetworkMode") String networkMode) {
    /** Takes an absent mode as empty. */
    public Host {
      networkMode = Absent.text(networkMode);
    }
  }

  /** The part of the network settings that the list shows. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Networks(@JsonProperty("Networks") Map<String, EndpointSettings> networks) {
    /** Takes absent networks as none. */
    public Networks {
      networks = Absent.map(networks);
    }
  }
}
