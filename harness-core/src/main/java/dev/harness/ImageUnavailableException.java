package dev.harness;

import org.apiguardian.api.API;

/** An image is not there and cannot be had. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ImageUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  ImageUnavailableException(String message) {
    super(message);
  }

  ImageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
