package dev.harness.runtime.net;

import java.net.Inet4Address;
import java.util.Set;

/**
 * Which addresses of a subnet are for whom.
 *
 * @param gateway the bridge's own
 * @param range where containers get theirs when they ask for none in particular
 * @param reserved given to no container that does not ask for them
 */
public record AddressPlan(
    Subnet subnet, Inet4Address gateway, Subnet range, Set<Inet4Address> reserved) {
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
  public static AddressPlan of(Subnet subnet) {
    return new AddressPlan(subnet, subnet.address(FIRST), subnet, Set.of());
  }

  /** Whether a container may have the address, unless it is the gateway's. */
  boolean allows(Inet4Address address) {
    return subnet.containsHost(address);
  }

  private static void requireHost(Subnet subnet, String what, Inet4Address address) {
    if (!subnet.containsHost(address)) {
      throw new IllegalArgumentException(
          "the %s %s is no host's address in the subnet %s"
              .formatted(what, address.getHostAddress(), subnet));
    }
  }
}
