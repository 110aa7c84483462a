package dev.harness;

import org.apiguardian.api.API;

/** No engine could be found or started. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class EngineUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
