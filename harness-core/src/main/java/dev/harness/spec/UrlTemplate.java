package dev.harness.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with places for the host and ports of a container: {@code
 * jdbc:postgresql://{host}:{port:5432}/shop}, and {@code {udp:53}}. Other words in braces are left
 * alone.
 */
public record UrlTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{(?:host|(port|udp):([0-9]{1,5}))}");
  private static final Pattern LIKE_PLACE =
      Pattern.compile("\\{(?:host|port|udp)\\b[^}]*}?|\\{\\w+:[0-9]+}", Pattern.CASE_INSENSITIVE);
  private static final int EXAMPLE_PORT = 1024;

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it has what looks like a place and is none
   */
  public static UrlTemplate parse(String text) {
    Matcher like = LIKE_PLACE.matcher(text);
    while (like.find()) {
      if (!PLACE.matcher(like.group()).matches()) {
        throw new IllegalArgumentException(
            "'%s' has %s, which is neither {host} nor {port:NUMBER} nor {udp:NUMBER}"
                .formatted(text, like.group()));
      }
    }
    return new UrlTemplate(text);
  }

  /**
   * Fills the places.
   *
   * @param host a name or an address
   * @param hostPort finds the port that leads to one of the container's
   */
  public String filled(String host, ToIntFunction<ContainerPort> hostPort) {
    String inUrl = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return PLACE
        .matcher(text)
        .replaceAll(
            found ->
                found.group(1) == null
                    ? Matcher.quoteReplacement(inUrl)
                    : Integer.toString(hostPort.applyAsInt(port(found))));
  }

  private static ContainerPort port(MatchResult place) {
    int number = Integer.parseInt(place.group(2));
    return place.group(1).equals("udp") ? ContainerPort.udp(number) : ContainerPort.tcp(number);
  }

  /** The container's ports that it names. */
  public List<ContainerPort> ports() {
    List<ContainerPort> ports = new ArrayList<>();
    String unused =
        filled(
            "",
            port -> {
              ports.add(port);
              return port.number();
            });
    return ports;
  }

  /** An address as it may come out, to see whether it is one. */
  public String example() {
    return filled("localhost", port -> EXAMPLE_PORT);
  }
}
