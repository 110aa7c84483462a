package dev.harness;

import org.apiguardian.api.API;

/** The engine refused something that concerns a container that was started. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerAccessException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ContainerAccessException(String message) {
    super(message);
  }

  ContainerAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
