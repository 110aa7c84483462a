package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.Map;

/**
 * The addresses that a container asks for in a network.
 *
 * @param ipv4Address empty: any
 * @param ipv6Address empty: any, or none where the network has none
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointIpam(
    @JsonProperty("IPv4Address") String ipv4Address,
    @JsonProperty("IPv6Address") String ipv6Address,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Asks for none in particular. */
  public static final EndpointIpam ANY = new EndpointIpam("", "", Map.of());

  /** Takes absent parts as empty. */
  public EndpointIpam {
    ipv4Address = Absent.text(ipv4Address);
    ipv6Address = Absent.text(ipv6Address);
    other = Absent.fields(other);
  }
}
