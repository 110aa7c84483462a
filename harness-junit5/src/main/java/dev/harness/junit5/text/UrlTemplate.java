package dev.harness.junit5.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with places for the host and ports of a container.
 *
 * @param text as {@code jdbc:postgresql://{host}:{port:5432}/shop}
 * @param ports the container's ports that it names
 */
public record UrlTemplate(String text, List<Integer> ports) {
  private static final Pattern PLACE = Pattern.compile("\\{(?:host|port:([0-9]{1,5}))}");
  private static final Pattern LIKE_PLACE =
      Pattern.compile("\\{(?:host|port)\\b[^}]*}?|\\{\\w+:[0-9]+}", Pattern.CASE_INSENSITIVE);

  /** Copies the ports. */
  public UrlTemplate {
    ports = List.copyOf(ports);
  }

  /** Reads a template, in which other words in braces are left alone. */
  public static UrlTemplate parse(String text) {
    Matcher like = LIKE_PLACE.matcher(text);
    List<Integer> ports = new ArrayList<>();
    while (like.find()) {
      Matcher place = PLACE.matcher(like.group());
      if (!place.matches()) {
        throw new IllegalArgumentException(
            "'%s' has %s, which is neither {host} nor {port:NUMBER}".formatted(text, like.group()));
      }
      String port = place.group(1);
      if (port != null) {
        ports.add(Integer.valueOf(port));
      }
    }
    return new UrlTemplate(text, ports);
  }

  /** An address as it may come out, to see whether it is one. */
  public String example() {
    return PLACE.matcher(text).replaceAll(found -> found.group(1) == null ? "localhost" : "1024");
  }
}
