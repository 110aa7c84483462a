package dev.harness.images.registry.transport;

import dev.harness.images.registry.Hosts;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that are asked without a proxy (P12): names with all below them, addresses, networks
 * ({@code 10.0.0.0/8}), each with or without a port, or {@code *} for all. This machine always is.
 */
final class ProxyExceptions {
  private final List<String> patterns;

  private ProxyExceptions(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** Reads the value of {@code no_proxy}. */
  static ProxyExceptions parse(String text) {
    return new ProxyExceptions(
        Arrays.stream(text.split("[,\\s]+", -1))
            .filter(each -> !each.isEmpty())
            .map(each -> each.toLowerCase(Locale.ROOT))
            .toList());
  }

  boolean include(String hostOfUri, int port) {
    String host = hostOfUri.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
    return Hosts.isThisMachine(host)
        || patterns.stream().anyMatch(pattern -> matches(pattern, host, port));
  }

  private static boolean matches(String pattern, String host, int port) {
    if (pattern.equals("*")) {
      return true;
    }
    int slash = pattern.indexOf('/');
    if (slash >= 0) {
      return isInside(host, pattern.substring(0, slash), pattern.substring(slash + 1));
    }
    int colon = pattern.lastIndexOf(':');
    boolean withPort = colon > 0 && pattern.indexOf(':') == colon;
    String name = withPort ? pattern.substring(0, colon) : pattern;
    if (withPort && !pattern.substring(colon + 1).equals(String.valueOf(port))) {
      return false;
    }
    String suffix = name.replaceFirst("^\\*?\\.", "");
    return host.endsWith("." + suffix) || (host.equals(suffix) && !name.startsWith("*"));
  }

  private static boolean isInside(String host, String network, String prefix) {
    Optional<byte[]> address = Hosts.literal(host).map(InetAddress::getAddress);
    Optional<byte[]> base = Hosts.literal(network).map(InetAddress::getAddress);
    if (address.isEmpty() || base.isEmpty() || !prefix.matches("[0-9]{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(prefix);
    if (address.get().length != base.get().length || bits > base.get().length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address.get()[bit / 8] & mask) != (base.get()[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
