package dev.harness.runtime.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Which addresses of a subnet are for whom.
 *
 * @param gateway the bridge's own
 * @param range where containers get theirs when they ask for none in particular
 * @param reserved given to no container that does not ask for them
 */
public record AddressPlan<A extends InetAddress>(
    AddressBlock<A> subnet, A gateway, AddressBlock<A> range, Set<A> reserved) {
  private static final int FIRST = 1;

  /**
   * Checks that all is within the subnet.
   *
   * @throws IllegalArgumentException naming what is not
   */
  public AddressPlan {
    reserved = Set.copyOf(reserved);
    requireHost(subnet, "gateway", gateway);
    reserved.forEach(address -> requireHost(subnet, "auxiliary address", address));
    if (!subnet.contains(range.network()) || range.prefixLength() < subnet.prefixLength()) {
      throw new IllegalArgumentException("the range " + range + " is not in the subnet " + subnet);
    }
  }

  /** The first address for the gateway, all others for containers. */
  public static <A extends InetAddress> AddressPlan<A> of(AddressBlock<A> subnet) {
    return new AddressPlan<>(subnet, subnet.address(FIRST), subnet, Set.of());
  }

  /** Whether a container may have the address, unless it is the gateway's. */
  boolean allows(A address) {
    return subnet.containsHost(address);
  }

  /** The highest address that is nobody's: neither the gateway's nor reserved. */
  Optional<A> highestFree() {
    return LongStream.iterate(subnet.size() - 1, offset -> offset > 0, offset -> offset - 1)
        .mapToObj(subnet::address)
        .filter(address -> allows(address) && !address.equals(gateway))
        .filter(address -> !reserved.contains(address))
        .findFirst();
  }

  private static <A extends InetAddress> void requireHost(
      AddressBlock<A> subnet, String what, A address) {
    if (!subnet.containsHost(address)) {
      throw new IllegalArgumentException(
          "the %s %s is no host's address in the subnet %s"
              .formatted(what, AddressText.of(address), subnet));
    }
  }
}
