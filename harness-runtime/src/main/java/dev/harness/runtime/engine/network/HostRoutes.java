package dev.harness.runtime.engine.network;

import dev.harness.runtime.net.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The IPv4 networks that the engine's host has routes to, from {@code /proc/net/route}. */
final class HostRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HostRoutes.class);
  private static final Path TABLE = Path.of("/proc/net/route");
  private static final int DESTINATION = 1;
  private static final int MASK = 7;
  private static final int COLUMNS = 8;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 30;

  private HostRoutes() {}

  /** Those of this moment; none where the kernel does not tell. */
  static List<Subnet> now() {
    try {
      return parse(Files.readString(TABLE));
    } catch (IOException e) {
      LOG.warn("cannot read {}: networks may clash with the host's: {}", TABLE, e.getMessage());
      return List.of();
    }
  }

  /** Reads the kernel's table; default routes and the like are left out. */
  static List<Subnet> parse(String table) {
    List<Subnet> routes = new ArrayList<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] columns = line.trim().split("\\s+", -1);
      if (columns.length >= COLUMNS) {
        int prefix = Math.min(LONGEST, Integer.bitCount(number(columns[MASK])));
        if (prefix >= SHORTEST) {
          int network = number(columns[DESTINATION]) & (int) (-1L << (Integer.SIZE - prefix));
          routes.add(Subnet.of(network, prefix));
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
