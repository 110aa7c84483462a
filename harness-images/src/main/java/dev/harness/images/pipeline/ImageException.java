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
