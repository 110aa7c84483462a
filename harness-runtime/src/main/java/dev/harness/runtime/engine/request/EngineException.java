package dev.harness.runtime.engine.request;

import org.jspecify.annotations.Nullable;

/**
 * A request that the engine cannot carry out, by the reason why.
 *
 * <p>The message says what was attempted, on what, why not, and what to do; it is shown to users
 * as it stands.
 */
public abstract sealed class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private EngineException(String message) {
    super(message);
    this.reason = message;
  }

  private EngineException(@Nullable String message, Throwable cause) {
    super(message, cause);
    this.reason = message == null ? cause.toString() : message;
  }

  @Override
  public String getMessage() {
    return reason;
  }

  /** The thing named in the request does not exist. */
  public static final class NotFound extends EngineException {
    private static final long serialVersionUID = 1L;

    /** Says what was looked for, in the words that clients of the API know. */
    public NotFound(String message) {
      super(message);
    }

    public NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The thing exists but is in a state that forbids the request. */
  public static final class Conflict extends EngineException {
    private static final long serialVersionUID = 1L;

    /** Says what was attempted, on what, and which state forbids it. */
    public Conflict(String message) {
      super(message);
    }
  }

  /** The request asks for what nobody may do. */
  public static final class Forbidden extends EngineException {
    private static final long serialVersionUID = 1L;

    /** Says what was attempted, on what, and why nobody may. */
    public Forbidden(String message) {
      super(message);
    }

    /** Says what was attempted, on what, and why nobody may; keeps the cause. */
    public Forbidden(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The request says something that cannot be. */
  public static final class InvalidRequest extends EngineException {
    private static final long serialVersionUID = 1L;

    /** Says what of the request cannot be, and why. */
    public InvalidRequest(String message) {
      super(message);
    }

    /**
     * Says what of the request cannot be, and why; keeps the cause, which speaks when there is no
     * message.
     */
    public InvalidRequest(@Nullable String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The request is sound, but the machine or the image would not have it. */
  public static final class Failed extends EngineException {
    private static final long serialVersionUID = 1L;

    /** Says what was attempted, on what, and what failed. */
    public Failed(String message) {
      super(message);
    }

    /**
     * Says what was attempted, on what, and what failed; keeps the cause, which speaks when there
     * is no message.
     */
    public Failed(@Nullable String message, Throwable cause) {
      super(message, cause);
    }
  }
}
