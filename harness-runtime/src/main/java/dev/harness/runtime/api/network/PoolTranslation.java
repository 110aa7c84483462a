package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.CreateNetworkRequest;
import dev.harness.engineapi.network.Ipam;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.network.PoolRequest;
import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.Subnet6;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads which addresses a network is to have, of one family.
 *
 * @param subnet reads a subnet, or fails with an {@link IllegalArgumentException}
 * @param address reads what the field of a name holds, if anything
 */
record PoolTranslation<A extends InetAddress>(
    Function<String, AddressBlock<A>> subnet, Address<A> address) {
  private static final String PLACE = "IPAM.Config.";

  /** Reads an address. */
  interface Address<A extends InetAddress> {
    Optional<A> read(String field, String text);
  }

  /**
   * Reads the pool of IPv4.
   *
   * @throws RefusedRequest naming the field that is wrong, or when there are several
   */
  static PoolRequest<Inet4Address> ipv4(Ipam ipam) {
    return new PoolTranslation<>(Subnet::parse, IpLiteral::ipv4)
        .only(ipam.config().stream().filter(pool -> !isIpv6(pool)).toList());
  }

  /**
   * Reads the pool of IPv6, if the network is to have one.
   *
   * @throws RefusedRequest naming the field that is wrong, or when there are several, or one of a
   *     network that is to have none
   */
  static Optional<PoolRequest<Inet6Address>> ipv6(CreateNetworkRequest request) {
    List<Ipam.Pool> pools =
        request.ipam().config().stream().filter(PoolTranslation::isIpv6).toList();
    if (request.enableIpv6()) {
      return Optional.of(new PoolTranslation<>(Subnet6::parse, IpLiteral::ipv6).only(pools));
    }
    if (!pools.isEmpty()) {
      throw RefusedRequest.malformed(
          "IPAM.Config has a subnet of IPv6, but EnableIPv6 is not set: set it (docker network"
              + " create --ipv6), or leave the subnet out");
    }
    return Optional.empty();
  }

  /** By the first that is given. */
  private static boolean isIpv6(Ipam.Pool pool) {
    return Stream.of(pool.subnet(), pool.ipRange(), pool.gateway())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .filter(text -> text.contains(":"))
        .isPresent();
  }

  private PoolRequest<A> only(List<Ipam.Pool> pools) {
    if (pools.size() > 1) {
      throw new RefusedRequest(
          403, "bridge driver doesn't support multiple subnets: IPAM.Config has " + pools.size());
    }
    return pools.isEmpty() ? PoolRequest.any() : read(pools.get(0));
  }

  private PoolRequest<A> read(Ipam.Pool pool) {
    Map<String, A> reserved = new LinkedHashMap<>();
    pool.auxiliaryAddresses().forEach((name, text) -> reserved.put(name, auxiliary(name, text)));
    return new PoolRequest<>(
        block("Subnet", pool.subnet()),
        address.read(PLACE + "Gateway", pool.gateway()),
        block("IPRange", pool.ipRange()),
        reserved);
  }

  private A auxiliary(String name, String text) {
    return address
        .read(PLACE + "AuxiliaryAddresses", text)
        .orElseThrow(
            () ->
                RefusedRequest.malformed(
                    PLACE + "AuxiliaryAddresses: " + name + " has no address"));
  }

  private Optional<AddressBlock<A>> block(String field, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(subnet.apply(text));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(PLACE + field + ": " + e.getMessage(), e);
    }
  }
}
