package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.EndpointIpam;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.runtime.api.http.UnsupportedFields;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.net.WantedAddresses;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads what a container is to have in a network. */
public final class EndpointTranslation {
  private EndpointTranslation() {}

  /**
   * Translates.
   *
   * @param place what comes before a field's name in messages, such as {@code EndpointConfig.}
   * @throws dev.harness.runtime.api.http.RefusedRequest naming the field that is wrong or cannot
   *     be honoured
   */
  public static EndpointRequest of(String place, EndpointSettings settings) {
    UnsupportedFields fields = new UnsupportedFields(place, Map.of(), Set.of());
    fields.refuse("MacAddress", !settings.macAddress().isEmpty());
    fields.refuse(settings.other());
    EndpointIpam addresses = Objects.requireNonNullElse(settings.ipamConfig(), EndpointIpam.ANY);
    String ipam = place + "IPAMConfig.";
    new UnsupportedFields(ipam, Map.of(), Set.of()).refuse(addresses.other());
    return new EndpointRequest(
        settings.aliases(),
        new WantedAddresses(
            IpLiteral.ipv4(ipam + "IPv4Address", addresses.ipv4Address()),
            IpLiteral.ipv6(ipam + "IPv6Address", addresses.ipv6Address())));
  }
}
