package dev.harness;

/** An image is not there and cannot be had. */
public final class ImageUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ImageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
