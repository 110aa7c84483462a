package dev.harness.runtime.net.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name servers of the host, from its {@code resolv.conf(5)}. */
final class HostResolvers {
  private static final Logger LOG = LoggerFactory.getLogger(HostResolvers.class);
  private static final Path FILE = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;

  /** As many as the C library asks, too. */
  private static final int MAXIMUM = 3;

  private HostResolvers() {}

  /** Those of this moment; the host may have changed networks. */
  static List<InetSocketAddress> now() {
    try {
      return parse(Files.readString(FILE));
    } catch (IOException e) {
      LOG.debug("cannot read {}: {}", FILE, e.getMessage());
      return List.of();
    }
  }

  static List<InetSocketAddress> parse(String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.trim().split("\\s+", -1);
      boolean server = words.length > 1 && words[0].equals("nameserver");
      if (server && words[1].matches("[0-9a-fA-F:.]+(%\\w+)?") && servers.size() < MAXIMUM) {
        try {
          // With these characters the JDK takes it for an address, or fails.
          servers.add(new InetSocketAddress(InetAddress.getByName(words[1]), PORT));
        } catch (UnknownHostException e) {
          LOG.debug("not an address in {}: {}", FILE, words[1]);
        }
      }
    }
    return servers;
  }
}
