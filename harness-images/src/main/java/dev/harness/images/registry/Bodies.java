package dev.harness.images.registry;

import java.io.IOException;
import okhttp3.Response;

/** Reads the bodies of small answers. */
final class Bodies {
  private Bodies() {}

  static byte[] readAtMost(Response response, int maxBytes, String action) throws IOException {
    byte[] content = response.body().byteStream().readNBytes(maxBytes + 1);
    if (content.length > maxBytes) {
      throw new RegistryException.Failed(
          "cannot %s: the answer has more than %d bytes".formatted(action, maxBytes), false);
    }
    return content;
  }
}
