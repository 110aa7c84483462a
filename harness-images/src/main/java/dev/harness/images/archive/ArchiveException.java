package dev.harness.images.archive;

/** A file that cannot be loaded as an archive of images. */
public sealed class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ArchiveException(String message) {
    super(message);
  }

  private ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The archive breaks its format, or lacks something it names. */
  public static final class Invalid extends ArchiveException {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }

    Invalid(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The archive could not be received or put on disk. */
  public static final class Failed extends ArchiveException {
    private static final long serialVersionUID = 1L;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
