package dev.harness.runtime.engine.network;

import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.AddressPlan;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of one family that a network is to have.
 *
 * @param subnet absent = of the engine's choice
 * @param gateway absent = the first address of the range, or else of the subnet
 * @param range where containers get their addresses; absent = the subnet
 * @param reserved addresses that containers get only when they ask for them, by a name for people
 */
public record PoolRequest<A extends InetAddress>(
    Optional<AddressBlock<A>> subnet,
    Optional<A> gateway,
    Optional<AddressBlock<A>> range,
    Map<String, A> reserved) {
  /** Copies what is reserved. */
  public PoolRequest {
    reserved = Map.copyOf(reserved);
  }

  /** Addresses of the engine's choice. */
  public static <A extends InetAddress> PoolRequest<A> any() {
    return new PoolRequest<>(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** Whether something is asked for that is to be in a subnet, but none is named. */
  boolean lacksSubnet() {
    return subnet.isEmpty() && (gateway.isPresent() || range.isPresent() || !reserved.isEmpty());
  }

  /**
   * Who has which addresses of the subnet that it got.
   *
   * @throws IllegalArgumentException naming what is not in the subnet
   */
  AddressPlan<A> plan(AddressBlock<A> got) {
    AddressBlock<A> containers = range.orElse(got);
    return new AddressPlan<>(
        got,
        gateway.orElseGet(() -> firstHost(got, containers)),
        containers,
        new HashSet<>(reserved.values()));
  }

  /** As with Docker the bridge is the first to take an address of the range. */
  private static <A extends InetAddress> A firstHost(
      AddressBlock<A> subnet, AddressBlock<A> range) {
    return subnet.containsHost(range.network()) ? range.network() : range.address(1);
  }
}
