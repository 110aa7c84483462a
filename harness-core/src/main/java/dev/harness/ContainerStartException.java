package dev.harness;

/** A container could not be created or started, or did not become ready. */
public final class ContainerStartException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ContainerStartException(String message) {
    super(message);
  }

  ContainerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
