package dev.harness.runtime.api.network;

import dev.harness.runtime.api.http.RefusedRequest;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads addresses without ever asking a name server. */
public final class IpLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String V4 = OCTET + "(\\." + OCTET + "){3}";
  private static final String V6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

  private IpLiteral() {}

  /**
   * Reads an address of IPv4 or IPv6.
   *
   * @throws RefusedRequest naming {@code field} when {@code text} is none
   */
  public static InetAddress parse(String field, String text) {
    if (text.matches(V4) || text.matches(V6)) {
      try {
        // With these characters the JDK takes it for a literal, or fails.
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw RefusedRequest.malformed(message(field, text), e);
      }
    }
    throw RefusedRequest.malformed(message(field, text));
  }

  /**
   * Reads an address of IPv4, if there is one.
   *
   * @throws RefusedRequest naming {@code field} when {@code text} is something else
   */
  static Optional<Inet4Address> ipv4(String field, String text) {
    return ofFamily(Inet4Address.class, "IPv4", field, text);
  }

  /**
   * Reads an address of IPv6, if there is one.
   *
   * @throws RefusedRequest naming {@code field} when {@code text} is something else
   */
  static Optional<Inet6Address> ipv6(String field, String text) {
    return ofFamily(Inet6Address.class, "IPv6", field, text);
  }

  private static <A extends InetAddress> Optional<A> ofFamily(
      Class<A> family, String name, String field, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InetAddress address = parse(field, text);
    if (!family.isInstance(address)) {
      throw RefusedRequest.malformed("%s: '%s' is no address of %s".formatted(field, text, name));
    }
    return Optional.of(family.cast(address));
  }

  private static String message(String field, String text) {
    return field + ": '" + text + "' is no IP address";
  }
}
