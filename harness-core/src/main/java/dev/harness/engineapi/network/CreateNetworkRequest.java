package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /networks/create} takes.
 *
 * @param driver empty or {@code bridge}
 * @param internal whether nothing beyond the network is to be reached from it
 * @param enableIpv6 whether its containers have addresses of IPv6, too
 * @param options of the driver
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CreateNetworkRequest(
    @JsonProperty("Name") String name,
    @JsonProperty("Driver") String driver,
    @JsonProperty("Internal") boolean internal,
    @JsonProperty("Attachable") boolean attachable,
    @JsonProperty("EnableIPv6") boolean enableIpv6,
    @JsonProperty("IPAM") Ipam ipam,
    @JsonProperty("Options") Map<String, String> options,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Takes absent parts as empty. */
  public CreateNetworkRequest {
    name = Absent.text(name);
    driver = Absent.text(driver);
    ipam = orDefault(ipam);
    options = Absent.map(options);
    labels = Absent.map(labels);
    other = Absent.fields(other);
  }

  private static Ipam orDefault(@Nullable Ipam given) {
    return given == null ? Ipam.DEFAULT : given;
  }
}
