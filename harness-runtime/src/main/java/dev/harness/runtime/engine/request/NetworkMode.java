package dev.harness.runtime.engine.request;

/**
 * How a container reaches others.
 *
 * @param name of the network, or of the container whose network it shares; empty for the others
 */
public record NetworkMode(Kind kind, String name) {
  /** The network in which containers are that name no other. */
  public static final String DEFAULT_NETWORK = "bridge";

  /** A place in the default network. */
  public static final NetworkMode DEFAULT = new NetworkMode(Kind.NETWORK, DEFAULT_NETWORK);

  /** Only a loopback interface of its own. */
  public static final NetworkMode NONE = new NetworkMode(Kind.NONE, "");

  private static final String CONTAINER = "container:";

  /** The ways. */
  public enum Kind {
    /** Places in one or more networks. */
    NETWORK,
    /** Only a loopback interface of its own. */
    NONE,
    /** The network of the engine's host, without one of its own. */
    HOST,
    /** All of another container's network. */
    CONTAINER
  }

  /**
   * Reads the API's form: {@code bridge}, {@code none}, {@code host}, {@code container:NAME}, or
   * the name or id of a network.
   */
  public static NetworkMode parse(String text) {
    if (text.startsWith(CONTAINER)) {
      return new NetworkMode(Kind.CONTAINER, text.substring(CONTAINER.length()));
    }
    return switch (text) {
      case "", "default" -> DEFAULT;
      case "none" -> NONE;
      case "host" -> new NetworkMode(Kind.HOST, "");
      default -> new NetworkMode(Kind.NETWORK, text);
    };
  }

  /** The API's form. */
  @Override
  public String toString() {
    return switch (kind) {
      case NETWORK -> name;
      case NONE -> "none";
      case HOST -> "host";
      case CONTAINER -> CONTAINER + name;
    };
  }
}
