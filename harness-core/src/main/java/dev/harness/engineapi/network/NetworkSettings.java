package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;

/**
 * The network of a running container.
 *
 * @param ports where each exposed port, as {@code 5432/tcp}, is published; an empty list is an
 *     exposed port that is not
 * @param ipAddress the address in the default bridge, empty outside of it
 * @param networks by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkSettings(
    @JsonProperty("SandboxID") String sandboxId,
    @JsonProperty("SandboxKey") String sandboxKey,
    @JsonProperty("Ports") @JsonSerialize(contentUsing = PortBinding.ListWriter.class)
        Map<String, List<PortBinding>> ports,
    @JsonProperty("Gateway") String gateway,
    @JsonProperty("IPAddress") String ipAddress,
    @JsonProperty("IPPrefixLen") int ipPrefixLength,
    @JsonProperty("IPv6Gateway") String ipv6Gateway,
    @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
    @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLength,
    @JsonProperty("MacAddress") String macAddress,
    @JsonProperty("Networks") Map<String, EndpointSettings> networks) {
  /** Of a container without any. */
  public static final NetworkSettings EMPTY =
      new NetworkSettings("", "", Map.of(), "", "", 0, "", "", 0, "", Map.of());

  /** Takes absent parts as empty. */
  public NetworkSettings {
    sandboxId = Absent.text(sandboxId);
    sandboxKey = Absent.text(sandboxKey);
    ports = Absent.lists(ports);
    gateway = Absent.text(gateway);
    ipAddress = Absent.text(ipAddress);
    ipv6Gateway = Absent.text(ipv6Gateway);
    globalIpv6Address = Absent.text(globalIpv6Address);
    macAddress = Absent.text(macAddress);
    networks = Absent.map(networks);
  }
}
