package dev.harness.spec;

import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** An address with gaps for the host and ports: {@code jdbc:postgresql://{host}:{port:5432}/shop}. */
public record UrlTemplate(String text) {
  private static final Pattern PORT = Pattern.compile("\\{port:([0-9]{1,5})}");

  /**
   * Fills the gaps.
   *
   * @param host a name or an address
   * @param hostPort finds the port that leads to one of the container's
   */
  public String filled(String host, IntUnaryOperator hostPort) {
    String inUrl = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return PORT.matcher(text.replace("{host}", inUrl))
        .replaceAll(
            found -> Integer.toString(hostPort.applyAsInt(Integer.parseInt(found.group(1)))));
  }
}
