package dev.harness.images.manifest;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.MediaType;

/** What a registry or archive has under a name: one image, or a list of images by platform. */
public sealed interface ManifestDocument permits ImageManifest, ImageIndex {
  /** The most bytes that a document may have (P17). */
  int MAX_BYTES = 4 << 20;

  /**
   * Reads a document; its own words decide what it is, not what it was labelled as (P15).
   *
   * @param label the media type it came with, or the empty text
   * @throws ManifestException.Invalid when it is no usable document, or its label contradicts it
   */
  static ManifestDocument parse(byte[] document, String label) {
    try {
      JsonObject json = JsonObject.parse(document, "the manifest");
      MediaType.Role role = role(json);
      if (MediaType.find(label).filter(type -> type.role() != role).isPresent()) {
        throw new ManifestException.Invalid(
            "the manifest is labelled %s, but its content is another kind".formatted(label));
      }
      return role == MediaType.Role.INDEX ? ImageIndex.read(json) : ImageManifest.read(json);
    } catch (JsonException | InvalidReferenceException e) {
      throw new ManifestException.Invalid("invalid manifest: " + e.getMessage(), e);
    }
  }

  /**
   * The media type under which a document goes to a registry: what it says itself, or else OCI's.
   *
   * @throws ManifestException.Invalid when it is no usable document
   */
  static String label(byte[] document) {
    boolean list = parse(document, "") instanceof ImageIndex;
    String own = JsonObject.parse(document, "the manifest").textOrEmpty("mediaType");
    String usual = list ? MediaType.OCI_INDEX.text() : MediaType.OCI_MANIFEST.text();
    return own.isEmpty() ? usual : own;
  }

  private static MediaType.Role role(JsonObject json) {
    String named = json.textOrEmpty("mediaType");
    MediaType.Role role =
        MediaType.find(named).map(MediaType::role).orElseGet(() -> roleByContent(json, named));
    if (role == MediaType.Role.OLD_MANIFEST || json.number("schemaVersion").orElse(2) == 1) {
      throw new ManifestException.Invalid(
          "the manifest has Docker's schema 1, which is no longer supported: push the image again"
              + " with a tool from after 2017");
    }
    boolean list = json.has("manifests");
    boolean single = json.has("config") || json.has("layers");
    if (list && single) {
      throw new ManifestException.Invalid(
          "the manifest is a list and an image at once, which is not allowed");
    }
    if (list != (role == MediaType.Role.INDEX) || single != (role == MediaType.Role.MANIFEST)) {
      throw new ManifestException.Invalid(
          "the manifest describes no image, its type is '%s'".formatted(named));
    }
    return role;
  }

  private static MediaType.Role roleByContent(JsonObject json, String named) {
    if (!named.isEmpty()) {
      throw new ManifestException.Invalid(
          "the manifest describes no image, its type is '%s'".formatted(named));
    }
    return json.has("manifests") ? MediaType.Role.INDEX : MediaType.Role.MANIFEST;
  }
}
