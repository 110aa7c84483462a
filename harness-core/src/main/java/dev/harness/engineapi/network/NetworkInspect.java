package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network.
 *
 * @param created RFC 3339
 * @param scope {@code local}
 * @param containers those that run in it, by id; absent in lists
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkInspect(
    @JsonProperty("Name") String name,
    @JsonProperty("Id") String id,
    @JsonProperty("Created") String created,
    @JsonProperty("Scope") String scope,
    @JsonProperty("Driver") String driver,
    @JsonProperty("EnableIPv6") boolean enableIpv6,
    @JsonProperty("IPAM") Ipam ipam,
    @JsonProperty("Internal") boolean internal,
    @JsonProperty("Attachable") boolean attachable,
    @JsonProperty("Ingress") boolean ingress,
    @JsonProperty("ConfigFrom") ConfigSource configFrom,
    @JsonProperty("ConfigOnly") boolean configOnly,
    @JsonProperty("Containers") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Member> containers,
    @JsonProperty("Options") Map<String, String> options,
    @JsonProperty("Labels") Map<String, String> labels) {
  /** Takes absent parts as empty. */
  public NetworkInspect {
    name = Absent.text(name);
    id = Absent.text(id);
    created = Absent.text(created);
    scope = Absent.text(scope);
    driver = Absent.text(driver);
    ipam = orDefault(ipam);
    configFrom = configFrom == null ? new ConfigSource("") : configFrom;
    containers = containers == null ? null : Absent.map(containers);
    options = Absent.map(options);
    labels = Absent.map(labels);
  }

  private static Ipam orDefault(@Nullable Ipam given) {
    return given == null ? Ipam.DEFAULT : given;
  }

  /** Where a network of swarms has its settings from; of others empty. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ConfigSource(@JsonProperty("Network") String network) {
    /** Takes an absent name as empty. */
    public ConfigSource {
      network = Absent.text(network);
    }
  }

  /**
   * A container in the network.
   *
   * @param ipv4Address with the prefix length, as {@code 172.18.0.2/16}
   * @param ipv6Address likewise, as {@code fd00::2/64}; empty where the network has none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Member(
      @JsonProperty("Name") String name,
      @JsonProperty("EndpointID") String endpointId,
      @JsonProperty("MacAddress") String macAddress,
      @JsonProperty("IPv4Address") String ipv4Address,
      @JsonProperty("IPv6Address") String ipv6Address) {
    /** Takes absent parts as empty. */
    public Member {
      name = Absent.text(name);
      endpointId = Absent.text(endpointId);
      macAddress = Absent.text(macAddress);
      ipv4Address = Absent.text(ipv4Address);
      ipv6Address = Absent.text(ipv6Address);
    }
  }
}
