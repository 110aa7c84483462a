package dev.harness.images.departure;

import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.manifest.NamedBlobs;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.LayerCrew;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.registry.client.FetchedManifest;
import dev.harness.images.registry.client.RemotePush;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/** Brings manifests into a repository, each after all that it names (P35). */
final class Delivery {
  private final Store store;
  private final LayerOrigins.Sources sources;
  private final RemotePush push;
  private final Progress progress;

  /** Takes what is not here from {@code sources}, and mounts it where that is possible. */
  Delivery(
      Store store, LayerOrigins.Sources sources, RemoteRepository repository, Progress progress) {
    this.store = store;
    this.sources = sources;
    this.push = repository.push(sources.references());
    this.progress = progress;
  }

  /**
   * Brings an image.
   *
   * @param tag empty for none
   * @return its manifest
   */
  Descriptor image(ImageRecord image, Optional<String> tag) {
    try (LayerLease lease = store.lease(image.chain())) {
      PushPlan plan = PushPlan.of(store, image, sources);
      List<Descriptor> layers = blobs(plan.layers());
      byte[] configuration = document(image.id());
      Descriptor config =
          new Descriptor(MediaType.OCI_CONFIG.text(), image.id(), configuration.length);
      push.blob(config, () -> new ByteArrayInputStream(configuration), sent -> {});
      return manifest(
          tag,
          plan.manifest()
              .filter(came -> plan.isAsItCame(layers))
              .map(this::document)
              .orElseGet(() -> new ImageManifest(config, layers).toJson()));
    }
  }

  private List<Descriptor> blobs(List<PushPlan.Layer> blobs) {
    LayerCrew crew = new LayerCrew();
    PushedLayers pushed = new PushedLayers(store, blobs, push, crew::report);
    crew.run(pushed, progress);
    return pushed.descriptors();
  }

  private byte[] document(Digest digest) {
    return store.document(digest).orElseThrow(() -> new ImageException.NotFound(digest.toString()));
  }

  /** Copies what is no image, such as an attestation, from the repository that has it. */
  void copy(Descriptor manifest, RemoteRepository origin) {
    FetchedManifest fetched = origin.manifest(manifest.digest());
    blobs(
        NamedBlobs.of(fetched.content()).blobs().stream()
            .map(
                blob ->
                    new PushPlan.Layer(
                        blob.digest().shortHex(),
                        Optional.of(blob),
                        new LayerOrigins.Found(true, () -> origin.blob(blob))))
            .toList());
    push.manifest(Optional.empty(), manifest.mediaType(), fetched.content());
  }

  /**
   * Brings a manifest or a list.
   *
   * @param tag empty for none
   */
  Descriptor manifest(Optional<String> tag, byte[] content) {
    String mediaType = ManifestDocument.label(content);
    return new Descriptor(mediaType, push.manifest(tag, mediaType, content), content.length);
  }
}
