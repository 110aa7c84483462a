package dev.harness.images.arrival;

import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.record.RecordingWriter;
import dev.harness.images.layer.unpack.LayerTarget;
import dev.harness.images.layer.unpack.LayerUnpacking;
import dev.harness.images.pipeline.LayerCrew;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.Document;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerIngest;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last part of the way of every image, pulled or loaded: its layers, then its record. */
public final class Arrival {
  private final Store store;
  private final LayerTarget target;
  private final LayerLimits limits;

  public Arrival(Store store, LayerTarget target, LayerLimits limits) {
    this.store = store;
    this.target = target;
    this.limits = limits;
  }

  /** A layer that a registry has. */
  LayerOrigin download(RemoteRepository repository, Descriptor layer) {
    return new LayerDownload(repository, store, layer);
  }

  /** Receives a layer that is made here; it goes into the store with its image. */
  MadeLayer receive(MadeLayer.Content archive) {
    return MadeLayer.receive(archive, store.newTemporaryFile(), limits);
  }

  /**
   * What an image consists of.
   *
   * @param id the digest of its configuration
   * @param manifest the digest of its manifest, or null when it came without one
   * @param documents the configuration, and the manifest when there is one
   * @param layers the lowest first
   * @param parent the image here of which it was made, or null
   */
  record Content(
      Digest id,
      @Nullable Digest manifest,
      List<Document> documents,
      List<LayerSource> layers,
      @Nullable Digest parent) {

    /** What was made elsewhere. */
    Content(
        Digest id, @Nullable Digest manifest, List<Document> documents, List<LayerSource> layers) {
      this(id, manifest, documents, layers, null);
    }
  }

  /**
   * Brings the layers that are not here and adds the image under its names.
   *
   * @return whether the first of the names was not this image's before
   */
  boolean complete(Content content, List<String> names, Progress progress) {
    List<ChainId> chain = ChainId.of(content.layers().stream().map(LayerSource::diffId).toList());
    store.expect(content.id(), chain);
    try (LayerLease lease = store.lease(chain)) {
      LayerCrew crew = new LayerCrew();
      LayerStack stack =
          new LayerStack(store, this::unpacking, lease, content.layers(), crew::report);
      crew.run(stack, progress);
      ImageRecord image =
          new ImageRecord(
              content.id(), content.manifest(), chain, stack.fileBytes(), content.parent());
      ImageTable before = store.add(image, content.documents(), names);
      return names.isEmpty()
          || before.named(names.get(0)).filter(old -> old.id().equals(content.id())).isEmpty();
    }
  }

  /** What is written to the tree is recorded beside it, to tell damage by, and what else its archive had. */
  private LayerUnpacking unpacking(LayerIngest ingest) {
    return new LayerUnpacking(
        tree -> new RecordingWriter(target.open(tree), ingest.treeRecord(), ingest.archiveSplit()),
        limits);
  }
}
