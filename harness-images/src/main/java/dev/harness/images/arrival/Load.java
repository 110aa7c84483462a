package dev.harness.images.arrival;

import dev.harness.images.archive.ArchivedImage;
import dev.harness.images.archive.ArchivedLayer;
import dev.harness.images.archive.ImageArchive;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads the images of an archive, one after the other. */
public final class Load {
  private final ImageArchive archive;
  private final Arrival arrival;
  private final List<Reference> furtherNames;
  private final Platform platform;
  private final boolean keeping;
  private final Progress progress;

  /**
   * Prepares the load.
   *
   * @param furtherNames what each image is called beside the names that the archive gives it
   * @param keeping whether the layers are kept as they came, because nobody else has them
   */
  public Load(
      ImageArchive archive,
      Arrival arrival,
      List<Reference> furtherNames,
      Platform platform,
      boolean keeping,
      Progress progress) {
    this.archive = archive;
    this.arrival = arrival;
    this.furtherNames = List.copyOf(furtherNames);
    this.platform = platform;
    this.keeping = keeping;
    this.progress = progress;
  }

  /** Does it all and gives the images' ids, in the order of the archive. */
  public List<Digest> run() {
    List<Digest> ids = new ArrayList<>();
    for (ArchivedImage image : archive.images(platform)) {
      ids.add(load(image));
    }
    return ids;
  }

  private Digest load(ArchivedImage image) {
    List<Document> documents = new ArrayList<>();
    documents.add(new Document(image.id(), image.configBytes()));
    Optional<byte[]> manifest = image.manifestBytes();
    Optional<Digest> manifestDigest = manifest.map(Digest::sha256);
    manifest.ifPresent(bytes -> documents.add(new Document(Digest.sha256(bytes), bytes)));
    List<Reference> names = new ArrayList<>(image.names());
    names.addAll(furtherNames);
    arrival.complete(
        new Arrival.Content(image.id(), manifestDigest.orElse(null), documents, sources(image)),
        names.stream().map(Reference::toString).toList(),
        progress);
    return image.id();
  }

  private List<LayerSource> sources(ArchivedImage image) {
    List<LayerSource> sources = new ArrayList<>();
    for (int i = 0; i < image.layers().size(); i++) {
      ArchivedLayer layer = image.layers().get(i);
      Digest diffId = image.config().diffIds().get(i);
      sources.add(
          new LayerSource(
              diffId, diffId.shortHex(), layer.sizeBytes(), new ArchiveOrigin(layer, keeping)));
    }
    return sources;
  }
}
