package dev.harness;

/** A TCP port of a container. */
record ContainerPort(int number) implements Comparable<ContainerPort> {
  private static final int MAX = 65535;

  ContainerPort {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException(
          "a container cannot have port " + number + ": ports are numbers from 1 to " + MAX);
    }
  }

  /** The form of the API. */
  String key() {
    return number + "/tcp";
  }

  @Override
  public int compareTo(ContainerPort other) {
    return Integer.compare(number, other.number);
  }
}
