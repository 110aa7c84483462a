package dev.harness.spec;

import java.util.Comparator;
import java.util.Locale;

/** A port of a container. */
public record ContainerPort(int number, Protocol protocol) implements Comparable<ContainerPort> {
  private static final int MAX = 65535;
  private static final Comparator<ContainerPort> ORDER =
      Comparator.comparing(ContainerPort::protocol).thenComparing(ContainerPort::number);

  /** What is spoken at a port. */
  public enum Protocol {
    TCP,
    UDP
  }

  public ContainerPort {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException(
          "a container cannot have port " + number + ": ports are numbers from 1 to " + MAX);
    }
  }

  /** A TCP port. */
  public static ContainerPort tcp(int number) {
    return new ContainerPort(number, Protocol.TCP);
  }

  /** A UDP port. */
  public static ContainerPort udp(int number) {
    return new ContainerPort(number, Protocol.UDP);
  }

  /** The form of the API. */
  public String key() {
    return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one of TCP. */
  public boolean isTcp() {
    return protocol == Protocol.TCP;
  }

  @Override
  public int compareTo(ContainerPort other) {
    return ORDER.compare(this, other);
  }

  /** As messages have it: TCP goes without saying. */
  @Override
  public String toString() {
    return isTcp() ? Integer.toString(number) : key();
  }
}
