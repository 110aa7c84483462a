package dev.harness.images.manifest;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.InvalidReferenceException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The blobs that a manifest names, be it of an image or of what lies beside images.
 *
 * @param blobs the configuration, and the layers in their order; none that may not be kept in
 *     registries (P32)
 */
public record NamedBlobs(List<Descriptor> blobs) {

  /** Copies the list. */
  public NamedBlobs {
    blobs = List.copyOf(blobs);
  }

  /**
   * Reads a manifest.
   *
   * @throws ManifestException.Invalid when it is none, or is a list
   */
  public static NamedBlobs of(byte[] manifest) {
    try {
      JsonObject json = JsonObject.parse(manifest, "the manifest");
      if (json.has("manifests")) {
        throw new ManifestException.Invalid("the manifest is a list");
      }
      return new NamedBlobs(
          Stream.concat(json.object("config").stream(), json.objects("layers").stream())
              .map(Descriptors::read)
              .filter(Descriptor::isDistributable)
              .toList());
    } catch (JsonException | InvalidReferenceException e) {
      throw new ManifestException.Invalid("invalid manifest: " + e.getMessage(), e);
    }
  }
}
