package dev.harness.runtime.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * The addresses that a container asks for.
 *
 * @param ipv4 absent = any
 * @param ipv6 absent = any, or none where the network has none
 */
public record WantedAddresses(Optional<Inet4Address> ipv4, Optional<Inet6Address> ipv6) {
  /** None in particular. */
  public static final WantedAddresses ANY = new WantedAddresses(Optional.empty(), Optional.empty());

  /** Whether none is asked for. */
  public boolean isAny() {
    return ipv4.isEmpty() && ipv6.isEmpty();
  }
}
