package dev.harness.spec;

/** A TCP port of a container. */
public record ContainerPort(int number) implements Comparable<ContainerPort> {
  private static final int MAX = 65535;

  public ContainerPort {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException(
          "a container cannot have port " + number + ": ports are numbers from 1 to " + MAX);
    }
  }

  /** The form of the API. */
  public String key() {
    return number + "/tcp";
  }

  @Override
  public int compareTo(ContainerPort other) {
    return Integer.compare(number, other.number);
  }
}
