package dev.harness.images.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a host name says by itself, without asking anybody: which addresses are literal. */
public final class Hosts {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private Hosts() {}

  /** Whether this is the machine itself: {@code localhost}, 127.0.0.0/8 or ::1 (P10). */
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /**
   * Whether this is the machine itself by a name or a literal address: what {@link #isLoopback}
   * says, or a name below {@code localhost}.
   */
  public static boolean isThisMachine(String host) {
    return isLoopback(host) || host.endsWith(".localhost");
  }

  /** Whether this is an address that only machines nearby have. */
  public static boolean isLocalAddress(String host) {
    return isLoopback(host)
        || isLinkLocal(host)
        || literal(host)
            .filter(address -> address.isSiteLocalAddress() || address.isAnyLocalAddress())
            .isPresent();
  }

  /** Whether this is a link-local address, where clouds keep the secrets of a machine. */
  public static boolean isLinkLocal(String host) {
    return literal(host).filter(InetAddress::isLinkLocalAddress).isPresent();
  }

  /** The address that a text is, without asking anybody; empty when it is a name. */
  public static Optional<InetAddress> literal(String host) {
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
