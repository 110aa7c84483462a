package dev.harness.images.registry.transport;

import java.io.IOException;

/** A request that we ended ourselves; the message says why. */
public final class GivenUpException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public GivenUpException(String message) {
    super(message);
  }

  /** Says why, and which failure was the reason. */
  public GivenUpException(String message, Throwable cause) {
    super(message, cause);
  }
}
