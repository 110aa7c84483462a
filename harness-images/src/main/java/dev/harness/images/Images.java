package dev.harness.images;

import dev.harness.images.archive.ImageArchive;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.LayerTarget;
import dev.harness.images.layer.unpack.LayerUnpacking;
import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryClient;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.store.StoreException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The images that are here, and the ways in which they come and go.
 *
 * <p>Can be used by several threads. Every method throws {@link StoreException} when the store's
 * files fail.
 */
public final class Images implements AutoCloseable {
  private final Store store;
  private final RegistryClient registry;
  private final Arrival arrival;
  private final DebianImages packages;

  /**
   * Joins the parts, and takes ownership of the store and the client.
   *
   * @param target writes the trees of layers
   * @param packages makes images from Debian packages
   */
  public Images(Store store, RegistryClient registry, LayerTarget target, DebianImages packages) {
    this.packages = packages;
    this.store = store;
    this.registry = registry;
    this.arrival = new Arrival(store, new LayerUnpacking(target, LayerLimits.defaults()));
  }

  /**
   * Pulls an image, even when one of that name is here; layers that are here are not pulled again.
   * Images of {@code debian.internal} are made from the machine's Debian packages.
   *
   * @param platform which image to take where there are several, and what it must run on
   * @throws RegistryException when the registry does not give it
   * @throws ManifestException when it is none that can be used here
   * @throws dev.harness.images.debian.deb.DebianException when it cannot be made from packages
   * @throws ImageException.Unavailable when it has no such tag
   * @throws ImageException.LayerFailed when a layer cannot be unpacked
   */
  public Image pull(Reference reference, Platform platform, Progress progress) {
    if (DebianPull.serves(reference)) {
      return new DebianPull(this, packages, reference, progress).run(platform);
    }
    return present(new Pull(registry, arrival, reference, platform, progress).run());
  }

  /**
   * Loads the images of an archive: what {@code docker save} writes or an OCI image layout,
   * compressed or not.
   *
   * @param archive read to its end and closed
   * @param platform which image to take where there are several
   * @throws dev.harness.images.archive.ArchiveException when it is no good archive
   * @throws ManifestException when an image in it is none that can be used here
   * @throws ImageException.LayerFailed when a layer cannot be unpacked
   */
  public List<Image> load(InputStream archive, Platform platform, Progress progress) {
    try (ImageArchive received =
        ImageArchive.receive(archive, store.newTemporaryFile(), LayerLimits.defaults())) {
      List<Digest> ids = new Load(received, arrival, List.of(), platform, progress).run();
      return ids.stream().map(this::present).toList();
    }
  }

  /** Loads the image that was made from packages, under this name. */
  Image load(BuiltImage made, Reference name, Platform platform, Progress progress) {
    try (ImageArchive layout = ImageArchive.open(made.layout(), LayerLimits.defaults())) {
      new Load(layout, arrival, List.of(name), platform, progress).run();
      return present(made.configDigest());
    }
  }

  private Image present(Digest id) {
    ImageTable table = store.images();
    return table
        .image(id)
        .flatMap(record -> image(table, record))
        .orElseThrow(() -> new ImageException.NotFound(id.toString()));
  }

  /** All images, in the order in which they came. */
  public List<Image> list() {
    ImageTable table = store.images();
    return table.all().stream().flatMap(record -> image(table, record).stream()).toList();
  }

  /**
   * Finds an image by a name, as short as people write it, or by its id or the beginning of it.
   *
   * @throws ImageException.Conflict when the ids of several images begin so
   */
  public Optional<Image> find(String nameOrId) {
    ImageTable table = store.images();
    return ImageLookup.find(table, nameOrId).flatMap(found -> image(table, found.record()));
  }

  /** Empty when another process removed the image since the table was read. */
  private Optional<Image> image(ImageTable table, ImageRecord record) {
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
                    config.diffIds()));
  }

  private static List<String> familiar(ImageTable table, ImageRecord record, boolean digests) {
    return table.namesOf(record.id()).stream()
        .filter(name -> name.indexOf('@') >= 0 == digests)
        .map(name -> Reference.parse(name).familiar())
        .toList();
  }

  /** The configuration of an image, byte by byte as it came. */
  public Optional<byte[]> configuration(Image image) {
    return store.document(image.id());
  }

  /**
   * Takes the layers of an image into use; as long as the lease is open, no process deletes them.
   *
   * @throws ImageException.NotFound when the image was removed meanwhile
   */
  public LayerLease lease(Image image) {
    List<ChainId> chain = image.chain();
    LayerLease lease = store.lease(chain);
    if (chain.stream().allMatch(chainId -> store.layer(chainId).isPresent())) {
      return lease;
    }
    lease.close();
    throw new ImageException.NotFound(image.id().toString());
  }

  /**
   * Takes a name from an image, or an image away: the image goes with its last name.
   *
   * @param force removes an image by its id although it has names in several repositories
   * @param inUse ids of images that must stay because containers use them
   * @throws ImageException.NotFound when there is no such image
   * @throws ImageException.Conflict when it must stay, or the ids of several images begin so
   */
  public Removed remove(String nameOrId, boolean force, Set<Digest> inUse) {
    ImageRemoval removal = new ImageRemoval(nameOrId, force, inUse);
    store.remove(removal);
    return removal.removed();
  }

  /** Closes connections and ends this process's use of the store, leases included. */
  @Override
  public void close() {
    registry.close();
    store.close();
  }
}
