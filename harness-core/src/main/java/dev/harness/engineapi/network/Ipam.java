package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;

/**
 * Which addresses a network has.
 *
 * @param driver empty or {@code default}
 * @param options of the driver
 * @param config a pool for each family; none leaves the choice to the engine
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ipam(
    @JsonProperty("Driver") String driver,
    @JsonProperty("Options") Map<String, String> options,
    @JsonProperty("Config") List<Pool> config) {
  /** All of the engine's choice. */
  public static final Ipam DEFAULT = new Ipam("default", Map.of(), List.of());

  /** Takes absent parts as empty. */
  public Ipam {
    driver = Absent.text(driver);
    options = Absent.map(options);
    config = Absent.list(config);
  }

  /**
   * A subnet and who gets which of its addresses.
   *
   * @param subnet as {@code 172.28.0.0/16} or {@code fd00:5::/64}
   * @param ipRange where containers get their addresses, as {@code 172.28.5.0/24}; empty: anywhere
   * @param gateway empty: the first address
   * @param auxiliaryAddresses kept from containers, by a name for people
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Pool(
      @JsonProperty("Subnet") String subnet,
      @JsonProperty("IPRange") String ipRange,
      @JsonProperty("Gateway") String gateway,
      @JsonProperty("AuxiliaryAddresses") Map<String, String> auxiliaryAddresses) {
    /** Takes absent parts as empty. */
    public Pool {
      subnet = Absent.text(subnet);
      ipRange = Absent.text(ipRange);
      gateway = Absent.text(gateway);
      auxiliaryAddresses = Absent.map(auxiliaryAddresses);
    }
  }
}
