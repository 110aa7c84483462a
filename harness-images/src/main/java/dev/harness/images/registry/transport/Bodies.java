package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import java.io.IOException;
import okhttp3.Response;

/** Reads the bodies of small answers. */
public final class Bodies {
  private Bodies() {}

  /**
   * Reads a whole body.
   *
   * @throws RegistryException when it has more than {@code maxBytes}
   */
  public static byte[] readAtMost(Response response, int maxBytes, String action)
      throws IOException {
    byte[] content = response.body().byteStream().readNBytes(maxBytes + 1);
    if (content.length > maxBytes) {
      throw new RegistryException.Failed(
          "cannot %s: the answer has more than %d bytes".formatted(action, maxBytes), false);
    }
    return content;
  }
}
