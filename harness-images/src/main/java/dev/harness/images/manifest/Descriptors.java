package dev.harness.images.manifest;

import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;

/** Reads what documents say about other content. */
final class Descriptors {
  private Descriptors() {}

  static Descriptor read(JsonObject json) {
    return new Descriptor(
        json.textOrEmpty("mediaType"),
        Digest.parse(json.requiredText("digest")),
        json.requiredNumber("size"));
  }
}
