package dev.harness;

/** The engine refused something that concerns a container that was started. */
public final class ContainerAccessException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ContainerAccessException(String message) {
    super(message);
  }

  ContainerAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
