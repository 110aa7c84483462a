package dev.harness;

import org.apiguardian.api.API;

/** A container could not be created or started, or did not become ready. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerStartException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ContainerStartException(String message) {
    super(message);
  }

  ContainerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
