package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.NameSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a container's {@code resolv.conf(5)}, made from that of the host (C31). */
final class ResolverFile {
  private static final Pattern LOOPBACK =
      Pattern.compile("nameserver\\s+(127\\..*|::1|fe80:.*)\\s*");
  private static final Pattern STUB = Pattern.compile("nameserver\\s+127\\.0\\.0\\.53\\s*");
  private static final List<String> PUBLIC = List.of("nameserver 8.8.8.8", "nameserver 8.8.4.4");
  private static final String SERVER = "nameserver";
  private static final String NO_DOMAIN = ".";
  private static final String DOTS = "ndots:";

  private final List<String> host;
  private final NameSettings wanted;

  /** Begins with the lines of the host's file. */
  ResolverFile(List<String> host, NameSettings wanted) {
    this.host = host;
    this.wanted = wanted;
  }

  /** Whether all that the host's file names is the resolver of systemd on the host itself. */
  static boolean isOnlyStub(List<String> host) {
    List<String> servers = host.stream().filter(line -> line.startsWith(SERVER)).toList();
    return !servers.isEmpty() && servers.stream().allMatch(line -> STUB.matcher(line).matches());
  }

  /** Names one server, which knows the names of the container's networks. */
  String asking(String server) {
    List<String> options = new ArrayList<>(wanted.options());
    if (options.stream().noneMatch(option -> option.startsWith(DOTS))) {
      options.add(DOTS + 0);
    }
    List<String> lines = new ArrayList<>(List.of(SERVER + " " + server));
    lines.addAll(searched());
    lines.add("options " + String.join(" ", options));
    return text(lines);
  }

  /**
   * Names the host's servers, or those that were wanted.
   *
   * @param onHost whether the container can reach servers on the host's loopback
   */
  String likeHost(boolean onHost) {
    List<String> lines = new ArrayList<>(servers(onHost));
    lines.addAll(searched());
    if (wanted.options().isEmpty()) {
      lines.addAll(startingWith("options"));
    } else {
      lines.add("options " + String.join(" ", wanted.options()));
    }
    return text(lines);
  }

  private List<String> servers(boolean onHost) {
    if (!wanted.servers().isEmpty()) {
      return wanted.servers().stream()
          .map(InetAddress::getHostAddress)
          .map(address -> SERVER + " " + address)
          .toList();
    }
    List<String> reachable =
        startingWith(SERVER).stream()
            .filter(line -> onHost || !LOOPBACK.matcher(line).matches())
            .toList();
    return reachable.isEmpty() ? PUBLIC : reachable;
  }

  private List<String> searched() {
    if (wanted.searched().isEmpty()) {
      return host.stream()
          .filter(line -> line.startsWith("search") || line.startsWith("domain"))
          .toList();
    }
    return wanted.searched().equals(List.of(NO_DOMAIN))
        ? List.of()
        : List.of("search " + String.join(" ", wanted.searched()));
  }

  private List<String> startingWith(String word) {
    return host.stream().filter(line -> line.startsWith(word)).toList();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
