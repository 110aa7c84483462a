package dev.harness.images.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.MediaType;
import java.nio.charset.StandardCharsets;
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

  /** The manifest as an OCI document. */
  public byte[] toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", 2).put("mediaType", MediaType.OCI_MANIFEST.text());
    write(config, json.putObject("config"));
    ArrayNode array = json.putArray("layers");
    layers.forEach(layer -> write(layer, array.addObject()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Descriptor content, ObjectNode json) {
    json.put("mediaType", content.mediaType())
        .put("digest", content.digest().toString())
        .put("size", content.sizeBytes());
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
