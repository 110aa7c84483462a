package dev.harness.runtime.net;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port on which a container listens.
 *
 * @param number from 1 to 65535
 */
public record ContainerPort(int number, Protocol protocol) implements Comparable<ContainerPort> {
  private static final int MAXIMUM = 65535;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:/(tcp|udp))?");

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when no port has it
   */
  public ContainerPort {
    if (number < 1 || number > MAXIMUM) {
      throw new IllegalArgumentException(
          "no container port: " + number + "; it must be from 1 to " + MAXIMUM);
    }
  }

  /** A TCP port. */
  public static ContainerPort tcp(int number) {
    return new ContainerPort(number, Protocol.TCP);
  }

  /**
   * Reads the API's form: a number, then {@code /tcp} unless left out, or {@code /udp}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static ContainerPort parse(String text) {
    if (text.endsWith("/sctp")) {
      throw new IllegalArgumentException(
          "cannot have the port " + text + ": this engine carries TCP and UDP, not SCTP");
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "no container port: \"" + text + "\"; write it like 5432/tcp or 53/udp");
    }
    Protocol protocol = "udp".equals(parts.group(2)) ? Protocol.UDP : Protocol.TCP;
    return new ContainerPort(Integer.parseInt(parts.group(1)), protocol);
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContainerPort that
        && number == that.number
        && protocol == that.protocol;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public int compareTo(ContainerPort other) {
    return Comparator.comparingInt(ContainerPort::number)
        .thenComparing(ContainerPort::protocol)
        .compare(this, other);
  }

  /** The API's form, such as {@code 5432/tcp}. */
  @Override
  public String toString() {
    return number + "/" + protocol;
  }
}
