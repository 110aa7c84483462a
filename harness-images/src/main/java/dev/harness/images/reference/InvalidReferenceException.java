package dev.harness.images.reference;

/** A name, digest or platform of an image that breaks its grammar. */
public final class InvalidReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidReferenceException(String message) {
    super(message);
  }
}
