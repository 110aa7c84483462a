package dev.harness;

/** Something that a test used could not be removed. */
public final class CleanupException extends HarnessException {
  private static final long serialVersionUID = 1L;

  CleanupException(String message, Throwable cause) {
    super(message, cause);
  }
}
