package dev.harness.runtime.api.network;

import dev.harness.runtime.api.http.RefusedRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

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
   * Reads an address of IPv4.
   *
   * @throws RefusedRequest naming {@code field} when {@code text} is none
   */
  static Inet4Address parse4(String field, String text) {
    if (parse(field, text) instanceof Inet4Address address) {
      return address;
    }
    throw RefusedRequest.malformed(
        field + ": '" + text + "' is of IPv6, which networks of this engine do not have yet");
  }

  private static String message(String field, String text) {
    return field + ": '" + text + "' is no IP address";
  }
}
