package dev.harness.images.departure;

import dev.harness.images.archive.ImageArchiveWriter;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.LayerLease;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An image on its way into an archive, with all that is known of it before the first byte. */
final class SavedImage implements AutoCloseable {
  private final LayerLease lease;
  private final byte[] document;
  private final ImageManifest manifest;
  private final byte[] configuration;
  private final List<Reference> names;
  private final Map<Digest, PushPlan.Layer> layers = new LinkedHashMap<>();

  /**
   * Joins what was found.
   *
   * @param lease of the layers; owned from here on
   * @param document the manifest
   * @param plan where the manifest's layers are
   */
  SavedImage(
      LayerLease lease,
      byte[] document,
      byte[] configuration,
      List<Reference> names,
      PushPlan plan) {
    this.lease = lease;
    this.document = document.clone();
    this.manifest = (ImageManifest) ManifestDocument.parse(document, "");
    this.configuration = configuration.clone();
    this.names = List.copyOf(names);
    for (int i = 0; i < manifest.layers().size(); i++) {
      layers.put(manifest.layers().get(i).digest(), plan.layers().get(i));
    }
  }

  void writeTo(ImageArchiveWriter archive) throws IOException {
    archive.add(
        manifest,
        document,
        configuration,
        names,
        layer -> Objects.requireNonNull(layers.get(layer.digest())).content().open());
  }

  /** Gives the layers back. */
  @Override
  public void close() {
    lease.close();
  }
}
