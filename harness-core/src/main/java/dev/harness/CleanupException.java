package dev.harness;

import org.apiguardian.api.API;

/** Something that a test used could not be removed. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class CleanupException extends HarnessException {
  private static final long serialVersionUID = 1L;

  CleanupException(String message, Throwable cause) {
    super(message, cause);
  }
}
