package dev.harness.runtime.engine.network;

import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.Subnet;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/** The subnets that the networks of an engine have, of both families. */
final class AddressSpaces {
  private final AddressSpace<Inet4Address> ipv4;
  private final AddressSpace<Inet6Address> ipv6;

  /**
   * @param hostRoutes the networks of IPv4 that none of these is to clash with
   * @param awaitFreed returns once subnets are freed whose networks are being deleted
   */
  AddressSpaces(Supplier<List<Subnet>> hostRoutes, Runnable awaitFreed) {
    this.ipv4 = AddressSpace.ofIpv4(hostRoutes, awaitFreed);
    this.ipv6 = AddressSpace.ofIpv6(awaitFreed);
  }

  /** Takes the subnets that a network asks for, and others where it names none. */
  Subnets take(NetworkRequest request) {
    AddressBlock<Inet4Address> first = take(ipv4, request.ipv4());
    boolean taken = false;
    try {
      Subnets all = new Subnets(first, request.ipv6().map(pool -> take(ipv6, pool)));
      taken = true;
      return all;
    } finally {
      if (!taken) {
        ipv4.free(first);
      }
    }
  }

  /** Gives the subnets of a network back. */
  void free(Subnets subnets) {
    ipv4.free(subnets.ipv4());
    subnets.ipv6().ifPresent(ipv6::free);
  }

  private static <A extends InetAddress> AddressBlock<A> take(
      AddressSpace<A> space, PoolRequest<A> request) {
    request.subnet().ifPresent(space::take);
    return request.subnet().orElseGet(space::take);
  }
}
