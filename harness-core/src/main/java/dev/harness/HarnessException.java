package dev.harness;

import org.apiguardian.api.API;

/**
 * Something that a test asked for and did not get; the cases say what. Messages tell what was
 * attempted, on what, why it failed and what can be done about it.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract sealed class HarnessException extends RuntimeException
    permits EngineUnavailableException,
        ImageUnavailableException,
        ResourceUnavailableException,
        ContainerStartException,
        ContainerAccessException,
        CleanupException {
  private static final long serialVersionUID = 1L;

  HarnessException(String message) {
    super(message);
  }

  HarnessException(String message, Throwable cause) {
    super(message, cause);
  }
}
