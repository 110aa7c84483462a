package dev.harness.runtime.net;

/** A failure of the engine's networks, in words for the user. */
public abstract sealed class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NetworkException(String message) {
    super(message);
  }

  private NetworkException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A host port that cannot be had. */
  public static final class PortUnavailable extends NetworkException {
    private static final long serialVersionUID = 1L;

    /** Says which and why. */
    public PortUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** An address that a container asks for and cannot have. */
  public static final class AddressUnavailable extends NetworkException {
    private static final long serialVersionUID = 1L;

    AddressUnavailable(String message) {
      super(message);
    }
  }

  /** An address that a container asks for and another has. */
  public static final class AddressInUse extends NetworkException {
    private static final long serialVersionUID = 1L;

    AddressInUse(String message) {
      super(message);
    }
  }

  /** A network that has no free address left. */
  public static final class NoFreeAddress extends NetworkException {
    private static final long serialVersionUID = 1L;

    NoFreeAddress(String message) {
      super(message);
    }
  }

  /** A subnet that containers cannot have, as the host has a route to some of it. */
  public static final class RouteTaken extends NetworkException {
    private static final long serialVersionUID = 1L;

    RouteTaken(String message) {
      super(message);
    }

    RouteTaken(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Something that Docker's networks can do and these cannot. */
  public static final class Unsupported extends NetworkException {
    private static final long serialVersionUID = 1L;

    /** Says what, and what to do instead. */
    public Unsupported(String message) {
      super(message);
    }
  }

  /** A part of the network that the kernel did not let us build. */
  public static final class SetUpFailed extends NetworkException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing, and why. */
    public SetUpFailed(String message) {
      super(message);
    }

    /** Says what was attempted; the cause says why it failed. */
    public SetUpFailed(String attempt, Throwable cause) {
      super(attempt + ": " + cause.getMessage(), cause);
    }
  }
}
