package dev.harness.images.registry;

import java.time.Duration;

/** A registry did not give what it was asked for. */
public sealed class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RegistryException(String message) {
    super(message);
  }

  private RegistryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether asking again may help. */
  boolean isTemporary() {
    return false;
  }

  /** How long the registry wants to be left alone; zero when it does not say. */
  Duration retryAfter() {
    return Duration.ZERO;
  }

  /** The registry has no such image. */
  public static final class NotFound extends RegistryException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }

  /** The registry refuses access, or hides that there is no such image. */
  public static final class Denied extends RegistryException {
    private static final long serialVersionUID = 1L;

    Denied(String message) {
      super(message);
    }
  }

  /** The registry answers that it was asked too often. */
  public static final class TooManyRequests extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooManyRequests(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** A quota that says no time is one of hours: waiting seconds for it is in vain (P27). */
    @Override
    boolean isTemporary() {
      return !retryAfter.isZero();
    }

    @Override
    Duration retryAfter() {
      return retryAfter;
    }
  }

  /** There was no connection to the registry, or it broke. */
  public static final class Unreachable extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    Unreachable(String message, boolean temporary, Throwable cause) {
      super(message, cause);
      this.temporary = temporary;
    }

    @Override
    boolean isTemporary() {
      return temporary;
    }
  }

  /** The registry answered with an error or against the protocol. */
  public static final class Failed extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    Failed(String message, boolean temporary) {
      super(message);
      this.temporary = temporary;
    }

    Failed(String message, Throwable cause) {
      super(message, cause);
      this.temporary = false;
    }

    @Override
    boolean isTemporary() {
      return temporary;
    }
  }

  /** What came is not what its digest or size says. */
  public static final class WrongContent extends RegistryException {
    private static final long serialVersionUID = 1L;

    WrongContent(String message) {
      super(message);
    }

    WrongContent(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
