package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;

/**
 * A container's place in one network, asked for or found.
 *
 * @param other what was given and is none of the above, without nulls
 */
public record EndpointSettings(
    @JsonProperty("Aliases") List<String> aliases,
    @JsonProperty("NetworkID") String networkId,
    @JsonProperty("EndpointID") String endpointId,
    @JsonProperty("Gateway") String gateway,
    @JsonProperty("IPAddress") String ipAddress,
    @JsonProperty("IPPrefixLen") int ipPrefixLength,
    @JsonProperty("MacAddress") String macAddress,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Takes absent parts as empty. */
  public EndpointSettings {
    aliases = Absent.list(aliases);
    networkId = Absent.text(networkId);
    endpointId = Absent.text(endpointId);
    gateway = Absent.text(gateway);
    ipAddress = Absent.text(ipAddress);
    macAddress = Absent.text(macAddress);
    other = Absent.fields(other);
  }
}
