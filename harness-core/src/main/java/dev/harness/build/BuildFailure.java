package dev.harness.build;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** An image that could not be built; the message tells all that a user needs. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class BuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BuildFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
