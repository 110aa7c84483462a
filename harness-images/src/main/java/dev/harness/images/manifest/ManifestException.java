package dev.harness.images.manifest;

/** A document of an image that cannot be used. */
public sealed class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ManifestException(String message) {
    super(message);
  }

  private ManifestException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The document breaks its format, or is none of an image that can be run. */
  public static final class Invalid extends ManifestException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public Invalid(String message) {
      super(message);
    }

    Invalid(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The image exists, but not for the platform that was asked for. */
  public static final class NoSuchPlatform extends ManifestException {
    private static final long serialVersionUID = 1L;

    /** Says which platform was wanted and which exist. */
    public NoSuchPlatform(String message) {
      super(message);
    }
  }
}
