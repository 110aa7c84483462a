package dev.harness.runtime.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A route of the engine's host to an IPv4 network, from the kernel's table
 * for the namespace of the calling thread.
 *
 * @param link over which it leads
 * @param subnet of at most 30 bits; smaller ones are taken for the one around them
 */
public record HostRoute(String link, Subnet subnet) {
  /** How the names of links begin that lead to the hubs of engines, whosever. */
  static final String LINKS_TO_HUBS = "harness";

  private static final Logger LOG = LoggerFactory.getLogger(HostRoute.class);
  private static final Path TABLE = Path.of("/proc/thread-self/net/route");
  private static final int LINK = 0;
  private static final int DESTINATION = 1;
  private static final int MASK = 7;
  private static final int COLUMNS = 8;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 30;

  /** Those of this moment; none where the kernel does not tell. */
  public static List<HostRoute> now() {
    try {
      return parse(Files.readString(TABLE));
    } catch (IOException e) {
      LOG.warn("cannot read {}: networks may clash with the host's: {}", TABLE, e.getMessage());
      return List.of();
    }
  }

  /** Whether the host has a route to an address that leads into the hub of an engine. */
  public static boolean leadsToHub(Inet4Address address) {
    return now().stream()
        .anyMatch(route -> route.link.startsWith(LINKS_TO_HUBS) && route.subnet.contains(address));
  }

  /** Reads the kernel's table; default routes and the like are left out. */
  static List<HostRoute> parse(String table) {
    List<HostRoute> routes = new ArrayList<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] columns = line.trim().split("\\s+", -1);
      if (columns.length >= COLUMNS) {
        int prefix = Math.min(LONGEST, Integer.bitCount(number(columns[MASK])));
        if (prefix >= SHORTEST) {
          int network = number(columns[DESTINATION]) & (int) (-1L << (Integer.SIZE - prefix));
          routes.add(new HostRoute(columns[LINK], Subnet.of(network, prefix)));
        }
      }
    }
    return routes;
  }

  /** The kernel prints the bytes of an address as one number in the machine's order. */
  private static int number(String hexadecimal) {
    return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
  }
}
