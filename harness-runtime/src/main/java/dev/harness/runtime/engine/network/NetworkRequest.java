package dev.harness.runtime.engine.network;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.AddressPlan;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Subnet;
import java.net.Inet4Address;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for a bridge network, checked for its form.
 *
 * @param labels the network's
 * @param internal whether nothing beyond the network is to be reached from it
 * @param attachable shown as given; every container can join anyway
 * @param options of the driver, as given
 * @param subnet absent = of the engine's choice
 * @param gateway absent = the first address of the range, or else of the subnet
 * @param range where containers get their addresses; absent = the subnet
 * @param reserved addresses that containers get only when they ask for them, by a name for people
 * @param mtu the largest packet in bytes
 */
public record NetworkRequest(
    String name,
    Map<String, String> labels,
    boolean internal,
    boolean attachable,
    Map<String, String> options,
    Optional<Subnet> subnet,
    Optional<Inet4Address> gateway,
    Optional<Subnet> range,
    Map<String, Inet4Address> reserved,
    int mtu) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final int LONGEST_NAME = 255;

  /**
   * Checks the name.
   *
   * @throws EngineException.InvalidRequest when it is none
   */
  public NetworkRequest {
    labels = Map.copyOf(labels);
    options = Map.copyOf(options);
    reserved = Map.copyOf(reserved);
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new EngineException.InvalidRequest(
          "invalid network name \"%s\": want letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    if (subnet.isEmpty() && (gateway.isPresent() || range.isPresent() || !reserved.isEmpty())) {
      throw new EngineException.InvalidRequest(
          "cannot create network %s: a gateway, a range or reserved addresses need a subnet"
              .formatted(name));
    }
  }

  /** A network of this name, all else as it comes. */
  static NetworkRequest named(String name) {
    return new NetworkRequest(
        name,
        Map.of(),
        false,
        false,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        BridgeSpec.DEFAULT_MTU);
  }

  /** Where its containers are, in the subnet that it got. */
  BridgeSpec bridge(String link, Subnet got) {
    try {
      return new BridgeSpec(
          link,
          new AddressPlan(
              got,
              gateway.orElseGet(() -> firstHost(got, range.orElse(got))),
              range.orElse(got),
              new HashSet<>(reserved.values())),
          mtu,
          internal);
    } catch (IllegalArgumentException e) {
      throw new EngineException.InvalidRequest(
          "cannot create network %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** As with Docker the bridge is the first to take an address of the range. */
  private static Inet4Address firstHost(Subnet subnet, Subnet range) {
    return subnet.containsHost(range.network()) ? range.network() : range.address(1);
  }
}
