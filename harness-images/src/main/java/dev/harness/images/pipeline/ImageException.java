package dev.harness.images.pipeline;

/** An operation on images that could not be done. */
public sealed class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ImageException(String message) {
    super(message);
  }

  private ImageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** There is no such image here. */
  public static final class NotFound extends ImageException {
    private static final long serialVersionUID = 1L;

    public NotFound(String nameOrId) {
      super("No such image: " + nameOrId);
    }
  }

  /** What was asked contradicts the state of the image. */
  public static final class Conflict extends ImageException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** A command in a container, which was to make an image, did not do it. */
  public static final class CommandFailed extends ImageException {
    private static final long serialVersionUID = 1L;

    /** Says how the command ended, with its last words. */
    public CommandFailed(String message) {
      super(message);
    }

    /** Says why the command could not run. */
    public CommandFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A layer could not be unpacked. */
  public static final class LayerFailed extends ImageException {
    private static final long serialVersionUID = 1L;

    public LayerFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no way to get the image. */
  public static final class Unavailable extends ImageException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
