package dev.harness.images.layer;

/** A layer that cannot be unpacked. */
public sealed class LayerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LayerException(String message) {
    super(message);
  }

  private LayerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The archive breaks its format, or holds what no layer may hold. */
  public static final class Malformed extends LayerException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public Malformed(String message) {
      super(message);
    }

    /** Says what is wrong and which failure showed it. */
    public Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The layer is well formed but larger than allowed. */
  public static final class TooLarge extends LayerException {
    private static final long serialVersionUID = 1L;

    /** Says which limit was passed. */
    public TooLarge(String message) {
      super(message);
    }
  }

  /** The unpacked bytes are not those that the image's configuration announces (P31). */
  public static final class WrongContent extends LayerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what came. */
    public WrongContent(String message) {
      super(message);
    }
  }

  /** The layer could not be read from its source or written to its target. */
  public static final class Failed extends LayerException {
    private static final long serialVersionUID = 1L;

    /** Says what failed, on which entry, and why. */
    public Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
