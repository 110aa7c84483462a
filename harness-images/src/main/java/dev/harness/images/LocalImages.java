package dev.harness.images;

import dev.harness.images.archive.ImageArchive;
import dev.harness.images.arrival.Arrival;
import dev.harness.images.arrival.Load;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.Store;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The images in the store, read as values, and the ways in which archives become such. */
final class LocalImages {
  private final Store store;
  private final Arrival arrival;
  private final LayerLimits limits;

  /**
   * Joins the parts.
   *
   * @param limits how large archives of images may be
   */
  LocalImages(Store store, Arrival arrival, LayerLimits limits) {
    this.store = store;
    this.arrival = arrival;
    this.limits = limits;
  }

  /** Loads the images of an archive, which is read to its end and closed. */
  List<Image> load(InputStream archive, Platform platform, Progress progress) {
    try (ImageArchive received = ImageArchive.receive(archive, store.newTemporaryFile(), limits)) {
      List<Digest> ids = new Load(received, arrival, List.of(), platform, true, progress).run();
      // An archive names an image once for each of its names.
      return ids.stream().distinct().map(this::present).toList();
    }
  }

  /** Loads the image that was made from packages, under this name. */
  Image load(BuiltImage made, Reference name, Platform platform, Progress progress) {
    try (ImageArchive layout = ImageArchive.open(made.layout(), limits)) {
      // A layer that can be made again is not kept a second time.
      new Load(layout, arrival, List.of(name), platform, !made.repeatable(), progress).run();
      return present(made.configDigest());
    }
  }

  /**
   * The image of this id.
   *
   * @throws ImageException.NotFound when it is not here
   */
  Image present(Digest id) {
    ImageTable table = store.images();
    return table
        .image(id)
        .flatMap(record -> image(table, record))
        .orElseThrow(() -> new ImageException.NotFound(id.toString()));
  }

  /** All images, in the order in which they came. */
  List<Image> list() {
    ImageTable table = store.images();
    return table.all().stream().flatMap(record -> image(table, record).stream()).toList();
  }

  /** Finds an image as {@link Images#find} does. */
  Optional<Image> find(String nameOrId) {
    ImageTable table = store.images();
    return ImageLookup.find(table, nameOrId).flatMap(found -> image(table, found.record()));
  }

  /** Empty when another process removed the image since the table was read. */
  Optional<Image> image(ImageTable table, ImageRecord record) {
    return store
        .document(record.id())
        .map(ConfigDocument::parse)
        .map(
            config ->
                new Image(
                    record.id(),
                    familiar(table, record, false),
                    familiar(table, record, true),
                    record.sizeBytes(),
                    config.created(),
                    config.platform(),
                    config.config(),
                    config.diffIds(),
                    new Origin(record.parentOrNull(), config.author())));
  }

  private static List<String> familiar(ImageTable table, ImageRecord record, boolean digests) {
    return table.namesOf(record.id()).stream()
        .filter(name -> name.indexOf('@') >= 0 == digests)
        .map(name -> Reference.parse(name).familiar())
        .toList();
  }

  /** Takes a name or an image away as {@link Images#remove} does. */
  Removed remove(String nameOrId, boolean force, List<ImageUser> users) {
    ImageRemoval removal = new ImageRemoval(nameOrId, force, users);
    store.remove(removal);
    return removal.removed();
  }
}
