package dev.harness.runtime.net;

import java.util.Locale;

/**
 * A port that a process in a container listens on.
 *
 * @param number 1 to 65535
 */
public record ContainerPort(int number, Protocol protocol) implements Comparable<ContainerPort> {
  private static final int HIGHEST = 65535;

  /** Transport protocols. */
  public enum Protocol {
    TCP,
    UDP;

    /** The name in lower case, as in {@code 80/tcp}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the range. */
  public ContainerPort {
    if (number < 1 || number > HIGHEST) {
      throw new IllegalArgumentException("port %d is not in 1 to 65535".formatted(number));
    }
  }

  /**
   * Reads {@code 80}, {@code 80/tcp} or {@code 53/udp}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static ContainerPort parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 2 || !parts[0].matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("invalid port \"%s\": want 80 or 80/tcp".formatted(text));
    }
    int number = Integer.parseInt(parts[0]);
    return switch (parts.length == 1 ? "tcp" : parts[1].toLowerCase(Locale.ROOT)) {
      case "tcp" -> new ContainerPort(number, Protocol.TCP);
      case "udp" -> new ContainerPort(number, Protocol.UDP);
      default ->
          throw new IllegalArgumentException(
              "port \"%s\" has an unsupported protocol: want tcp or udp".formatted(text));
    };
  }

  @Override
  public int compareTo(ContainerPort other) {
    int byNumber = Integer.compare(number, other.number);
    return byNumber != 0 ? byNumber : protocol.compareTo(other.protocol);
  }

  /** The port as the API writes it: {@code 80/tcp}. */
  @Override
  public String toString() {
    return number + "/" + protocol.word();
  }
}
