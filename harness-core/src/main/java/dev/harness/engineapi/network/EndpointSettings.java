package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in one network, asked for or found.
 *
 * @param ipamConfig the addresses that were asked for
 * @param dnsNames by which others find the container there
 * @param other what was given and is none of the above, without nulls
 */
public record EndpointSettings(
    @JsonProperty("IPAMConfig") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable EndpointIpam ipamConfig,
    @JsonProperty("Aliases") List<String> aliases,
    @JsonProperty("NetworkID") String networkId,
    @JsonProperty("EndpointID") String endpointId,
    @JsonProperty("Gateway") String gateway,
    @JsonProperty("IPAddress") String ipAddress,
    @JsonProperty("IPPrefixLen") int ipPrefixLength,
    @JsonProperty("IPv6Gateway") String ipv6Gateway,
    @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
    @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLength,
    @JsonProperty("MacAddress") String macAddress,
    @JsonProperty("DNSNames") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dnsNames,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Takes absent parts as empty. */
  public EndpointSettings {
    aliases = Absent.list(aliases);
    networkId = Absent.text(networkId);
    endpointId = Absent.text(endpointId);
    gateway = Absent.text(gateway);
    ipAddress = Absent.text(ipAddress);
    ipv6Gateway = Absent.text(ipv6Gateway);
    globalIpv6Address = Absent.text(globalIpv6Address);
    macAddress = Absent.text(macAddress);
    dnsNames = Absent.list(dnsNames);
    other = Absent.fields(other);
  }

  /** Asks for a place with more names, at any address. */
  public static EndpointSettings withAliases(List<String> aliases) {
    return asked(null, aliases, "");
  }

  /** A place that was asked for, of a container that does not run. */
  public static EndpointSettings asked(
      @Nullable EndpointIpam addresses, List<String> aliases, String networkId) {
    return new EndpointSettings(
        addresses, aliases, networkId, "", "", "", 0, "", "", 0, "", List.of(), Map.of());
  }
}
