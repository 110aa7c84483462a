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
  public boolean isTemporary() {
    return false;
  }

  /** How long the registry wants to be left alone; zero when it does not say. */
  public Duration retryAfter() {
    return Duration.ZERO;
  }

  /** What a user wrote is no address that may be asked. */
  public static final class InvalidAddress extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what was written, and what may be. */
    public InvalidAddress(String message) {
      super(message);
    }
  }

  /** The registry has no such image. */
  public static final class NotFound extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked and what is missing. */
    public NotFound(String message) {
      super(message);
    }
  }

  /** The registry refuses access, or hides that there is no such image. */
  public static final class Denied extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked and what is missing. */
    public Denied(String message) {
      super(message);
    }
  }

  /** The registry answers that it was asked too often. */
  public static final class TooManyRequests extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;
    private final boolean inVain;

    /**
     * Says what was asked.
     *
     * @param retryAfter how long to wait; zero when the registry does not say
     * @param quota whether a quota is used up, for which seconds are too short unless the registry
     *     says so
     */
    public TooManyRequests(String message, Duration retryAfter, boolean quota) {
      super(message);
      this.retryAfter = retryAfter;
      this.inVain = quota && retryAfter.isZero();
    }

    @Override
    public boolean isTemporary() {
      return !inVain;
    }

    @Override
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** There was no connection to the registry, or it broke. */
  public static final class Unreachable extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    /** Says what was asked, and why there was no answer that means anything. */
    public Unreachable(String message, boolean temporary) {
      super(message);
      this.temporary = temporary;
    }

    /** Says what was asked, and why there was no answer. */
    public Unreachable(String message, boolean temporary, Throwable cause) {
      super(message, cause);
      this.temporary = temporary;
    }

    @Override
    public boolean isTemporary() {
      return temporary;
    }
  }

  /** The registry answered with an error or against the protocol. */
  public static final class Failed extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    /** Says what was asked, and what the answer was. */
    public Failed(String message, boolean temporary) {
      super(message);
      this.temporary = temporary;
    }

    /** Says what was asked, and which failure ended it for good. */
    public Failed(String message, Throwable cause) {
      super(message, cause);
      this.temporary = false;
    }

    @Override
    public boolean isTemporary() {
      return temporary;
    }
  }

  /** What came is not what its digest or size says. */
  public static final class WrongContent extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what came and what was expected. */
    public WrongContent(String message) {
      super(message);
    }

    /** Says what came and what was expected, with the failure that showed it. */
    public WrongContent(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
