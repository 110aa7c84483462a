package dev.harness.images.departure;

import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.LayerCrew;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.client.RemotePush;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/** Pushes one image: its layers and its configuration, then the manifest that names them (P35). */
public final class Push {
  private final Store store;
  private final RemoteRepository repository;
  private final Reference target;
  private final LayerOrigins origins;
  private final Progress progress;

  public Push(
      Store store,
      RemoteRepository repository,
      Reference target,
      LayerOrigins origins,
      Progress progress) {
    this.store = store;
    this.repository = repository;
    this.target = target;
    this.origins = origins;
    this.progress = progress;
  }

  /** Does it all. */
  public PushedImage run() {
    ImageTable table = store.images();
    ImageRecord image = table.named(target.toString()).orElseThrow(this::notFound);
    progress.on(Progress.Step.of("The push refers to repository [" + target.repository() + "]"));
    LayerOrigins.Sources sources =
        origins.among(table.namesOfLine(image.id()).stream().map(Reference::parse).toList());
    RemotePush push = repository.push(sources.references());
    try (LayerLease lease = store.lease(image.chain())) {
      PushPlan plan = PushPlan.of(store, image, sources);
      LayerCrew crew = new LayerCrew();
      PushedLayers layers = new PushedLayers(store, plan.layers(), push, crew::report);
      crew.run(layers, progress);
      return finish(push, image, plan.manifest(), layers.descriptors());
    }
  }

  private ImageException notFound() {
    return new ImageException.NotFound(target.familiar());
  }

  private PushedImage finish(
      RemotePush push, ImageRecord image, Optional<Digest> came, List<Descriptor> layers) {
    byte[] configuration = document(image.id());
    Descriptor config =
        new Descriptor(MediaType.OCI_CONFIG.text(), image.id(), configuration.length);
    push.blob(config, () -> new ByteArrayInputStream(configuration), sent -> {});
    byte[] manifest =
        came.map(this::document).orElseGet(() -> new ImageManifest(config, layers).toJson());
    Digest digest = push.manifest(target.tag(), ManifestDocument.label(manifest), manifest);
    progress.on(
        Progress.Step.of(
            "%s: digest: %s size: %d".formatted(target.identifier(), digest, manifest.length)));
    return new PushedImage(target.tag().orElse(""), digest, manifest.length);
  }

  private byte[] document(Digest digest) {
    return store.document(digest).orElseThrow(this::notFound);
  }
}
