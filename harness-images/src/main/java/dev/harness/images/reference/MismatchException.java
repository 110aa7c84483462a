package dev.harness.images.reference;

import java.io.IOException;

/** Content that is not what its descriptor says. */
public final class MismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  MismatchException(String message) {
    super(message);
  }
}
