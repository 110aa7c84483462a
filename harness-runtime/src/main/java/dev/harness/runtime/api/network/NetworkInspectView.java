package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.Ipam;
import dev.harness.engineapi.network.NetworkInspect;
import dev.harness.runtime.engine.network.Endpoint;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.network.NetworkRequest;
import dev.harness.runtime.engine.network.PoolRequest;
import dev.harness.runtime.net.AddressPlan;
import dev.harness.runtime.net.AddressText;
import dev.harness.runtime.net.Attachment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a network as the API does. */
final class NetworkInspectView {
  private NetworkInspectView() {}

  /** As one of a list, which names no containers. */
  static NetworkInspect listed(Network network) {
    return of(network, null);
  }

  /** With its containers. */
  static NetworkInspect complete(Network network) {
    Map<String, NetworkInspect.Member> members = new LinkedHashMap<>();
    network
        .endpoints()
        .forEach(endpoint -> members.put(endpoint.member().id().value(), member(endpoint)));
    return of(network, members);
  }

  private static NetworkInspect of(
      Network network, @Nullable Map<String, NetworkInspect.Member> members) {
    NetworkRequest request = network.request();
    return new NetworkInspect(
        network.name(),
        network.id(),
        network.created().toString(),
        "local",
        network.driver().word(),
        request.ipv6().isPresent(),
        new Ipam("default", Map.of(), pools(network)),
        request.internal(),
        request.attachable(),
        false,
        new NetworkInspect.ConfigSource(""),
        false,
        members,
        request.options(),
        request.labels());
  }

  private static List<Ipam.Pool> pools(Network network) {
    List<Ipam.Pool> pools = new ArrayList<>();
    NetworkRequest request = network.request();
    network
        .addresses()
        .ifPresent(
            spec -> {
              pools.add(pool(request.ipv4(), spec.addresses()));
              spec.ipv6().ifPresent(plan -> pools.add(pool(request.ipv6().orElseThrow(), plan)));
            });
    return pools;
  }

  private static <A extends InetAddress> Ipam.Pool pool(
      PoolRequest<A> request, AddressPlan<A> plan) {
    Map<String, String> reserved = new LinkedHashMap<>();
    request.reserved().forEach((name, at) -> reserved.put(name, AddressText.of(at)));
    return new Ipam.Pool(
        plan.subnet().toString(),
        request.range().map(Object::toString).orElse(""),
        AddressText.of(plan.gateway()),
        reserved);
  }

  private static NetworkInspect.Member member(Endpoint endpoint) {
    Attachment place = endpoint.attachment();
    return new NetworkInspect.Member(
        endpoint.member().name(),
        endpoint.id(),
        endpoint.mac(),
        place.address().getHostAddress() + "/" + place.prefixLength(),
        place
            .ipv6()
            .map(ipv6 -> AddressText.of(ipv6.address()) + "/" + ipv6.prefixLength())
            .orElse(""));
  }
}
