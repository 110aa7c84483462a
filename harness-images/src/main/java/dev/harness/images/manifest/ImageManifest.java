package dev.harness.images.manifest;

import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.MediaType;
import java.util.List;

/**
 * One image: its configuration and its layers.
 *
 * @param config the configuration document
 * @param layers the layers' archives, the lowest first
 */
public record ImageManifest(Descriptor config, List<Descriptor> layers)
    implements ManifestDocument {
  /** The most layers that overlayfs can stack. */
  public static final int MAX_LAYERS = 500;

  /** Copies the list. */
  public ImageManifest {
    layers = List.copyOf(layers);
  }

  static ImageManifest read(JsonObject json) {
    Descriptor config = Descriptors.read(json.requiredObject("config"));
    if (MediaType.find(config.mediaType()).map(MediaType::role).orElse(MediaType.Role.INDEX)
        != MediaType.Role.CONFIG) {
      throw new ManifestException.Invalid(
          "the manifest describes no image, but content of the type '%s'"
              .formatted(config.mediaType()));
    }
    List<Descriptor> layers = json.objects("layers").stream().map(Descriptors::read).toList();
    if (layers.size() > MAX_LAYERS) {
      throw new ManifestException.Invalid(
          "the image has %d layers, at most %d can be stacked"
              .formatted(layers.size(), MAX_LAYERS));
    }
    return new ImageManifest(config, layers);
  }
}
