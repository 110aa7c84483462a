package dev.harness;

/** A volume or a network that the engine would not make. */
public final class ResourceUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ResourceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
