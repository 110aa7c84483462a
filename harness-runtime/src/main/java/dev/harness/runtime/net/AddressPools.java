package dev.harness.runtime.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** The addresses of a network that containers can have, of both families where it has both. */
final class AddressPools {
  private final AddressPool<Inet4Address> ipv4;
  private final Optional<AddressPool<Inet6Address>> ipv6;

  AddressPools(BridgeSpec spec) {
    this.ipv4 = new AddressPool<>(spec.addresses());
    this.ipv6 = spec.ipv6().map(AddressPool::new);
  }

  /** Those of the bridge itself. */
  LinkAddresses gateways() {
    return new LinkAddresses(ipv4.gateway(), ipv6.map(AddressPool::gateway));
  }

  /**
   * Takes the addresses that a container asks for, and others where it asks for none.
   *
   * @throws NetworkException.NoFreeAddress when all are taken
   * @throws NetworkException.AddressUnavailable when one cannot be a container's
   * @throws NetworkException.AddressInUse when somebody else has one
   */
  LinkAddresses take(WantedAddresses wanted) {
    if (ipv6.isEmpty() && wanted.ipv6().isPresent()) {
      throw new NetworkException.AddressUnavailable(
          "no configured subnet contains IP address %s: the network has none of IPv6"
              .formatted(AddressText.of(wanted.ipv6().get())));
    }
    Inet4Address first = take(ipv4, wanted.ipv4());
    boolean taken = false;
    try {
      LinkAddresses both = new LinkAddresses(first, ipv6.map(pool -> take(pool, wanted.ipv6())));
      taken = true;
      return both;
    } finally {
      if (!taken) {
        ipv4.free(first);
      }
    }
  }

  /**
   * Takes the highest address of IPv4.
   *
   * @throws NetworkException.NoFreeAddress when that would leave none for a container
   */
  Inet4Address takeHighest() {
    return ipv4.takeHighest();
  }

  /** Gives back addresses that were taken. */
  void free(LinkAddresses addresses) {
    ipv4.free(addresses.ipv4());
    addresses.ipv6().ifPresent(address -> ipv6.orElseThrow().free(address));
  }

  private static <A extends InetAddress> A take(AddressPool<A> pool, Optional<A> wanted) {
    wanted.ifPresent(pool::take);
    return wanted.orElseGet(pool::take);
  }
}
