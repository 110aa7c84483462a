package dev.harness.images.arrival;

import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of an image that is made of another: what a push or save needs to find the layers
 * of the parent where that came from.
 */
final class MadeManifest {
  private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
  private static final String DOCKER_GZIP_LAYER = DOCKER_LAYER + ".gzip";
  private static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";

  private MadeManifest() {}

  /** The parent's with another configuration, and with one more layer or none. */
  static Document of(byte[] parent, Descriptor configuration, Optional<MadeLayer> added) {
    ImageManifest manifest = (ImageManifest) ManifestDocument.parse(parent, "");
    List<Descriptor> layers = new ArrayList<>();
    manifest.layers().forEach(layer -> layers.add(inOciTerms(layer)));
    added.ifPresent(layer -> layers.add(layer.descriptor()));
    byte[] json = new ImageManifest(configuration, layers).toJson();
    return new Document(Digest.sha256(json), json);
  }

  /** One manifest does not mix the types of two formats. */
  private static Descriptor inOciTerms(Descriptor layer) {
    return switch (layer.mediaType()) {
      case DOCKER_GZIP_LAYER ->
          new Descriptor(OCI_LAYER + "+gzip", layer.digest(), layer.sizeBytes());
      case DOCKER_LAYER -> new Descriptor(OCI_LAYER, layer.digest(), layer.sizeBytes());
      default -> layer;
    };
  }
}
