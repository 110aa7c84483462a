package dev.harness.runtime.api.container;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides by the filters {@code publish} and {@code expose}: {@code 80}, {@code 80-90/udp}. */
final class PortFilter {
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");

  private final List<Range> published;
  private final List<Range> exposed;

  /**
   * Reads the filters.
   *
   * @throws RefusedRequest when a value is no port
   */
  PortFilter(Filters filters) {
    published = ranges("publish", filters);
    exposed = ranges("expose", filters);
  }

  private record Range(int first, int last, String protocol) {
    boolean contains(int port, ContainerPort of) {
      return port >= first && port <= last && protocol.equals(of.protocol().toString());
    }
  }

  private static List<Range> ranges(String name, Filters filters) {
    List<Range> ranges = new ArrayList<>();
    for (String value : filters.values(name)) {
      Matcher matcher = RANGE.matcher(value);
      if (!matcher.matches()) {
        throw RefusedRequest.malformed("invalid filter '%s=%s': no port".formatted(name, value));
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      ranges.add(new Range(first, last, matcher.group(3) == null ? "tcp" : matcher.group(3)));
    }
    return ranges;
  }

  boolean accepts(ContainerDetails container) {
    return (exposed.isEmpty()
            || container.process().exposedPorts().stream().anyMatch(this::isExposed))
        && (published.isEmpty()
            || container.publishedPorts().entrySet().stream()
                .anyMatch(entry -> isPublished(entry.getKey(), entry.getValue())));
  }

  private boolean isExposed(ContainerPort port) {
    return exposed.stream().anyMatch(range -> range.contains(port.number(), port));
  }

  /** The host's port counts; that of the container is what {@code expose} asks for. */
  private boolean isPublished(ContainerPort port, List<InetSocketAddress> places) {
    return published.stream()
        .anyMatch(
            range -> places.stream().anyMatch(place -> range.contains(place.getPort(), port)));
  }
}
