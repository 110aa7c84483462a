package dev.harness.images.arrival;

import dev.harness.images.change.RunConfig;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.Document;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one image here: of nothing, or of an image that is here, and of one archive of files. */
public final class Making {
  private final Store store;
  private final Arrival arrival;
  private final Step step;
  private final List<Reference> names;

  /**
   * Prepares the image.
   *
   * @param names what it will be called; none is allowed
   */
  public Making(Store store, Arrival arrival, Step step, List<Reference> names) {
    this.store = store;
    this.arrival = arrival;
    this.step = step;
    this.names = List.copyOf(names);
  }

  /**
   * Makes an image without a parent (P41).
   *
   * @param archive the files
   */
  public Digest ofNothing(RunConfig config, Platform platform, MadeLayer.Content archive) {
    try (MadeLayer layer = arrival.receive(archive)) {
      MadeDocument document = MadeDocument.first(platform);
      byte[] configuration =
          document.with(config, step, layer.isEmpty() ? Optional.empty() : Optional.of(layer));
      List<LayerSource> layers = layer.isEmpty() ? List.of() : List.of(layer.source());
      Digest id = Digest.sha256(configuration);
      return complete(
          new Arrival.Content(id, null, List.of(new Document(id, configuration)), layers));
    }
  }

  /**
   * Makes an image of another.
   *
   * @param parent whose layers are leased by the caller
   * @param archive what the new layer changes, with whiteouts
   */
  public Digest of(Parent parent, RunConfig config, MadeLayer.Content archive) {
    try (MadeLayer layer = arrival.receive(archive)) {
      Optional<MadeLayer> added = layer.isEmpty() ? Optional.empty() : Optional.of(layer);
      byte[] configuration = MadeDocument.of(parent.configuration()).with(config, step, added);
      Digest id = Digest.sha256(configuration);
      Descriptor described = new Descriptor(MediaType.OCI_CONFIG.text(), id, configuration.length);
      List<Document> documents = new ArrayList<>(List.of(new Document(id, configuration)));
      Optional<Document> manifest =
          parent
              .record()
              .manifest()
              .flatMap(store::document)
              .map(old -> MadeManifest.of(old, described, added));
      manifest.ifPresent(documents::add);
      List<LayerSource> layers = new ArrayList<>();
      parent.diffIds().forEach(diffId -> layers.add(present(parent, diffId)));
      added.ifPresent(made -> layers.add(made.source()));
      return complete(
          new Arrival.Content(
              id,
              manifest.map(Document::digest).orElse(null),
              documents,
              layers,
              parent.record().id().equals(id) ? null : parent.record().id()));
    }
  }

  private static LayerSource present(Parent parent, Digest diffId) {
    return new LayerSource(diffId, diffId.shortHex(), 0, new PresentLayer(parent.record().id()));
  }

  private Digest complete(Arrival.Content content) {
    Progress unheard = progress -> {};
    boolean unused =
        arrival.complete(content, names.stream().map(Reference::toString).toList(), unheard);
    return content.id();
  }

  /**
   * An image that another is made of.
   *
   * @param record what the store knows of it
   * @param configuration its configuration, byte by byte
   * @param diffIds its layers, the lowest first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Parent(ImageRecord record, byte[] configuration, List<Digest> diffIds) {
    /** Copies the list. */
    public Parent {
      diffIds = List.copyOf(diffIds);
    }
  }
}
