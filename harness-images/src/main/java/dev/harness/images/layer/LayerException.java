package dev.harness.images.layer;

import dev.harness.images.reference.MismatchException;
import java.io.IOException;

/** A layer that cannot be unpacked. */
public sealed class LayerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LayerException(String message) {
    super(message);
  }

  private LayerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The failure of a source of bytes: wrong content, or data that its compression refuses. */
  public static LayerException reading(IOException failure) {
    if (failure instanceof MismatchException mismatch) {
      return new WrongContent(String.valueOf(mismatch.getMessage()), mismatch);
    }
    String why =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new Malformed("the layer cannot be read: " + why, failure);
  }

  /** The failure of a target, on one entry. */
  public static LayerException writing(LayerPath path, IOException failure) {
    String why =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new Failed("cannot unpack %s: %s".formatted(path, why), failure);
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

  /** The bytes are not those that the image's manifest or configuration announces (P31). */
  public static final class WrongContent extends LayerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what came. */
    public WrongContent(String message) {
      super(message);
    }

    private WrongContent(String message, Throwable cause) {
      super(message, cause);
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
