package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.CreateNetworkRequest;
import dev.harness.engineapi.network.Ipam;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.UnsupportedFields;
import dev.harness.runtime.engine.network.NetworkRequest;
import dev.harness.runtime.net.BridgeSpec;
import java.util.Map;
import java.util.Set;

/** Turns the API's request for a network into the engine's. */
final class CreateNetworkTranslation {
  private static final String BRIDGE = "com.docker.network.bridge.";
  private static final String MTU = "com.docker.network.driver.mtu";

  /** Drivers of Docker that need more than one machine's runtime has. */
  private static final Set<String> OTHER_DRIVERS = Set.of("overlay", "macvlan", "ipvlan");

  /** By option, the values that ask for what is so anyway. */
  private static final Map<String, Set<String>> HARMLESS_OPTIONS =
      Map.of(
          // The bridge is in a namespace of its own, where nobody sees its name.
          BRIDGE + "name",
          UnsupportedFields.ANY,
          BRIDGE + "enable_icc",
          Set.of("true"),
          BRIDGE + "enable_ip_masquerade",
          UnsupportedFields.ANY,
          MTU,
          UnsupportedFields.ANY);

  private static final UnsupportedFields FIELDS =
      new UnsupportedFields(
          "",
          Map.of(
              "CheckDuplicate", UnsupportedFields.ANY,
              "Scope", Set.of("local"),
              "EnableIPv4", Set.of("true"),
              "ConfigFrom", Set.of("")),
          Set.of());

  private CreateNetworkTranslation() {}

  /**
   * Translates.
   *
   * @throws RefusedRequest naming the field that is wrong or cannot be honoured
   */
  static NetworkRequest of(CreateNetworkRequest request) {
    checkDriver(request.driver());
    FIELDS.refuse(request.other());
    request.options().forEach(CreateNetworkTranslation::checkOption);
    checkIpamDriver(request.ipam());
    return new NetworkRequest(
        request.name(),
        request.labels(),
        request.internal(),
        request.attachable(),
        request.options(),
        PoolTranslation.ipv4(request.ipam()),
        PoolTranslation.ipv6(request),
        mtu(request.options().getOrDefault(MTU, "")));
  }

  private static void checkDriver(String driver) {
    if (OTHER_DRIVERS.contains(driver)) {
      throw RefusedRequest.malformed(
          "the driver %s is not supported: it connects to other machines, which this engine does"
                  .formatted(driver)
              + " not; use the driver bridge");
    }
    if (Set.of("host", "null").contains(driver)) {
      throw new RefusedRequest(
          403, "only one instance of \"%s\" network is allowed".formatted(driver));
    }
    if (!Set.of("", "default", "bridge").contains(driver)) {
      throw new RefusedRequest(
          404, "could not find plugin %s: use the driver bridge".formatted(driver));
    }
  }

  private static void checkOption(String name, String value) {
    Set<String> accepted = HARMLESS_OPTIONS.getOrDefault(name, Set.of());
    if (!accepted.equals(UnsupportedFields.ANY) && !accepted.contains(value)) {
      throw RefusedRequest.malformed(
          "option %s=%s is not supported by this engine yet; leave it out".formatted(name, value));
    }
  }

  private static void checkIpamDriver(Ipam ipam) {
    if (!Set.of("", "default").contains(ipam.driver())) {
      throw new RefusedRequest(
          404, "could not find IPAM driver %s: use default".formatted(ipam.driver()));
    }
  }

  private static int mtu(String text) {
    if (text.isEmpty()) {
      return BridgeSpec.DEFAULT_MTU;
    }
    if (!text.matches("[0-9]{1,5}")) {
      throw RefusedRequest.malformed("option %s: '%s' is no number".formatted(MTU, text));
    }
    return Integer.parseInt(text);
  }
}
