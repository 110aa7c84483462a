package dev.harness;

import org.apiguardian.api.API;

/** A volume or a network that the engine would not make. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ResourceUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ResourceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
