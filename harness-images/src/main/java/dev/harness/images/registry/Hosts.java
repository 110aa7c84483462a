package dev.harness.images.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a host name says by itself, without asking anybody: which addresses are literal. */
final class Hosts {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private Hosts() {}

  /** Whether this is the machine itself: {@code localhost}, 127.0.0.0/8 or ::1 (P10). */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** Whether this is an address that only machines nearby have. */
  static boolean isLocalAddress(String host) {
    return isLoopback(host)
        || isLinkLocal(host)
        || literal(host)
            .filter(address -> address.isSiteLocalAddress() || address.isAnyLocalAddress())
            .isPresent();
  }

  /** Whether this is a link-local address, where clouds keep the secrets of a machine. */
  static boolean isLinkLocal(String host) {
    return literal(host).filter(InetAddress::isLinkLocalAddress).isPresent();
  }

  private static Optional<InetAddress> literal(String host) {
    if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
