package dev.harness.runtime.engine.network;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.BridgeSpec;
import java.net.Inet4Address;
import java.net.Inet6Address;
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
 * @param ipv4 the addresses of IPv4
 * @param ipv6 the addresses of IPv6; absent = it has none
 * @param mtu the largest packet in bytes
 */
public record NetworkRequest(
    String name,
    Map<String, String> labels,
    boolean internal,
    boolean attachable,
    Map<String, String> options,
    PoolRequest<Inet4Address> ipv4,
    Optional<PoolRequest<Inet6Address>> ipv6,
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
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new EngineException.InvalidRequest(
          "invalid network name \"%s\": want letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    if (ipv4.lacksSubnet() || ipv6.filter(PoolRequest::lacksSubnet).isPresent()) {
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
        PoolRequest.any(),
        Optional.empty(),
        BridgeSpec.DEFAULT_MTU);
  }

  /** Whether it names its subnet of IPv4. */
  boolean namesSubnet() {
    return ipv4.subnet().isPresent();
  }

  /** Whether it names its subnet of IPv6. */
  boolean namesSubnet6() {
    return ipv6.flatMap(PoolRequest::subnet).isPresent();
  }

  /** Where its containers are, in the subnets that it got. */
  BridgeSpec bridge(String link, Subnets got) {
    try {
      return new BridgeSpec(
          link,
          ipv4.plan(got.ipv4()),
          ipv6.map(pool -> pool.plan(got.ipv6().orElseThrow())),
          mtu,
          internal);
    } catch (IllegalArgumentException e) {
      throw new EngineException.InvalidRequest(
          "cannot create network %s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
