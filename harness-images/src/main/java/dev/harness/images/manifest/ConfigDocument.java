package dev.harness.images.manifest;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Platform;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The configuration of an image: the document whose digest is the image's id.
 *
 * @param platform what the image runs on
 * @param created when it was made; the epoch when it does not say
 * @param config what it says about its containers
 * @param diffIds the digests of the unpacked layers, the lowest first
 * @param author who made it; empty when it does not say
 */
public record ConfigDocument(
    Platform platform, Instant created, ImageConfig config, List<Digest> diffIds, String author) {
  /** The most bytes that a configuration may have (P17). */
  public static final int MAX_BYTES = 4 << 20;

  /** Copies the list. */
  public ConfigDocument {
    diffIds = List.copyOf(diffIds);
  }

  /**
   * Reads a configuration.
   *
   * @throws ManifestException.Invalid when it breaks its format
   */
  public static ConfigDocument parse(byte[] document) {
    try {
      return read(JsonObject.parse(document, "the image configuration"));
    } catch (JsonException | InvalidReferenceException e) {
      throw new ManifestException.Invalid("invalid image configuration: " + e.getMessage(), e);
    }
  }

  private static ConfigDocument read(JsonObject json) {
    JsonObject rootfs = json.requiredObject("rootfs");
    if (!rootfs.requiredText("type").equals("layers")) {
      throw new ManifestException.Invalid(
          "invalid image configuration: its root file system is not made of layers");
    }
    List<Digest> diffIds = rootfs.texts("diff_ids").stream().map(Digest::parse).toList();
    if (diffIds.size() > ImageManifest.MAX_LAYERS) {
      throw new ManifestException.Invalid(
          "the image has %d layers, at most %d can be stacked"
              .formatted(diffIds.size(), ImageManifest.MAX_LAYERS));
    }
    return new ConfigDocument(
        new Platform(
            json.textOrEmpty("os"), json.textOrEmpty("architecture"), json.textOrEmpty("variant")),
        created(json.textOrEmpty("created")),
        json.object("config").map(ImageConfig::read).orElseGet(ImageConfig::none),
        diffIds,
        json.textOrEmpty("author"));
  }

  private static Instant created(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ManifestException.Invalid(
          "invalid image configuration: 'created' is no time (RFC 3339)", e);
    }
  }

  /**
   * Checks that the configuration and the manifest speak of the same number of layers (P23).
   *
   * @throws ManifestException.Invalid when they do not
   */
  public void checkLayers(int layersOfManifest) {
    if (layersOfManifest != diffIds.size()) {
      throw new ManifestException.Invalid(
          "the manifest has %d layers, the image configuration %d"
              .formatted(layersOfManifest, diffIds.size()));
    }
  }

  /**
   * Checks that the image runs where {@code wanted} says (P22).
   *
   * @throws ManifestException.NoSuchPlatform when it is made for another platform
   */
  public void checkPlatform(Platform wanted) {
    boolean unknown = platform.architecture().isEmpty();
    if (!unknown && wanted.distanceTo(platform).isEmpty()) {
      throw new ManifestException.NoSuchPlatform(
          "the image is made for %s, wanted is %s: ask for an image of that platform"
              .formatted(platform, wanted));
    }
  }
}
