package dev.harness.images;

import dev.harness.images.arrival.Arrival;
import dev.harness.images.arrival.Pull;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.departure.LayerOrigins;
import dev.harness.images.departure.Push;
import dev.harness.images.departure.PushedImage;
import dev.harness.images.departure.Save;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.LayerTarget;
import dev.harness.images.manifest.HistoryEntry;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.pipeline.SnapshotNames;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import dev.harness.images.store.StoreException;
import dev.harness.images.store.check.CheckReport;
import dev.harness.images.store.check.StoreCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
  private final LocalImages local;
  private final PackagedImages packages;
  private final LayerLimits limits;

  /**
   * Joins the parts, and takes ownership of the store and the client.
   *
   * @param target writes the trees of layers
   * @param packages makes images from Debian packages
   */
  public Images(Store store, RegistryClient registry, LayerTarget target, DebianImages packages) {
    this(store, registry, target, packages, LayerLimits.defaults());
  }

  /**
   * Joins the parts, and takes ownership of the store and the client.
   *
   * @param target writes the trees of layers
   * @param packages makes images from Debian packages
   * @param limits how large layers, and archives of images, may be
   */
  public Images(
      Store store,
      RegistryClient registry,
      LayerTarget target,
      DebianImages packages,
      LayerLimits limits) {
    this.packages = new PackagedImages(packages);
    this.limits = limits;
    this.store = store;
    this.registry = registry;
    this.arrival = new Arrival(store, target, limits);
    this.local = new LocalImages(store, arrival, limits);
  }

  /**
   * Pulls an image, even when one of that name is here; layers that are here are not pulled again.
   * Images of {@code debian.internal} are made from the machine's Debian packages.
   *
   * @param platform which image to take where there are several, and what it must run on
   * @param credentials as whom the registry is asked
   * @throws RegistryException when the registry does not give it
   * @throws ManifestException when it is none that can be used here
   * @throws dev.harness.images.debian.deb.DebianException when it cannot be made from packages
   * @throws ImageException.Unavailable when it has no such tag
   * @throws ImageException.LayerFailed when a layer cannot be unpacked
   */
  public Image pull(
      Reference reference, Platform platform, Credentials credentials, Progress progress) {
    ImageCommands commands =
        (image, command, result, limit) -> {
          throw new ImageException.CommandFailed("there is no engine that could run it");
        };
    return pull(reference, platform, credentials, commands, progress);
  }

  /**
   * Pulls an image likewise, also one that is made by running commands.
   *
   * @param commands runs them
   * @throws dev.harness.images.debian.deb.DebianException.ConfigureFailed when one fails
   */
  public Image pull(
      Reference reference,
      Platform platform,
      Credentials credentials,
      ImageCommands commands,
      Progress progress) {
    if (PackagedImages.include(reference)) {
      return new DebianPull(local, packages, reference, platform, commands, progress).run();
    }
    return local.present(
        new Pull(repository(reference, credentials), arrival, reference, platform, progress).run());
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
    return local.load(archive, platform, progress);
  }

  /** The way to images that are made here. */
  public ImageMaking making() {
    return new ImageMaking(store, arrival, registry, limits);
  }

  /**
   * Pushes an image under one of its names; layers that the registry has are not sent. When it came
   * from a list of platforms whose images are all here, the list is pushed with them. Afterwards
   * the image has the digest of what was pushed among its names.
   *
   * @param target a name that the image has here
   * @param credentials as whom the registry is asked
   * @throws ImageException.NotFound when no image has this name
   * @throws ImageException.Unavailable when its layers cannot be had as a registry wants them
   * @throws RegistryException when the registry does not take it
   */
  public PushedImage push(Reference target, Credentials credentials, Progress progress) {
    LayerOrigins origins = new LayerOrigins(registry, packages, target.domain(), credentials);
    return new Push(store, repository(target, credentials), target, origins, progress).run();
  }

  /**
   * Asks a registry what it has under a name, without pulling it.
   *
   * @throws RegistryException when it does not say
   * @throws ManifestException when it has nothing that can be used
   */
  public RemoteImage inspect(Reference reference, Credentials credentials) {
    return RemoteImage.ask(repository(reference, credentials));
  }

  /**
   * Asks a registry what it has in a repository.
   *
   * @return a name for each tag, at most 10,000; one for those of {@code debian.internal}, whose tags
   *     are the versions that there are
   * @throws RegistryException when it does not say
   */
  public List<Reference> tags(Reference repository, Credentials credentials) {
    return PackagedImages.include(repository)
        ? List.of(repository)
        : repository(repository, credentials).tags();
  }

  private RemoteRepository repository(Reference reference, Credentials credentials) {
    SnapshotNames.refuse(reference);
    return registry.repository(reference, credentials);
  }

  /**
   * Tries whether a registry knows somebody.
   *
   * @param domain the registry, as in names of images
   * @throws RegistryException when it does not
   */
  public void login(String domain, Credentials credentials) {
    registry.login(domain, credentials);
  }

  /**
   * Gives an image another name, which moves from the image that had it.
   *
   * @throws ImageException.NotFound when there is no such image
   * @throws ImageException.Conflict when the ids of several images begin so
   */
  public void tag(String nameOrId, Reference name) {
    store.remove(
        table -> {
          ImageRecord image =
              ImageLookup.find(table, nameOrId)
                  .orElseThrow(() -> new ImageException.NotFound(nameOrId))
                  .record();
          return table.with(image, List.of(name.toString()));
        });
  }

  /**
   * Writes images into one archive, which {@link #load}, {@code docker load} and readers of OCI
   * image layouts take. Layers that were not kept are fetched from where they came; when nobody has
   * them any more, their archives are made again of what is stored.
   *
   * @param namesOrIds an image that is named by its id gets no name in the archive
   * @param out left open
   * @throws ImageException.NotFound when there is no such image; nothing was written then
   * @throws ImageException.Unavailable when layers can be had nowhere
   */
  public void save(List<String> namesOrIds, OutputStream out) throws IOException {
    new Save(store, LayerOrigins.anonymous(registry, packages)).run(namesOrIds, out);
  }

  /** How an image was made, the newest step first. */
  public List<HistoryStep> history(Image image) {
    byte[] configuration =
        configuration(image).orElseThrow(() -> new ImageException.NotFound(image.id().toString()));
    Iterator<ChainId> chain = image.chain().iterator();
    List<HistoryStep> steps = new ArrayList<>();
    for (HistoryEntry entry : HistoryEntry.of(configuration)) {
      boolean layer = !entry.emptyLayer() && chain.hasNext();
      steps.add(new HistoryStep(entry, layer ? sizeBytes(chain.next()) : 0));
    }
    Collections.reverse(steps);
    return steps;
  }

  private long sizeBytes(ChainId layer) {
    return store.layer(layer).map(LayerRecord::fileBytes).orElse(0L);
  }

  /** All images, in the order in which they came. */
  public List<Image> list() {
    return local.list();
  }

  /**
   * Finds an image by a name, as short as people write it, or by its id or the beginning of it.
   *
   * @throws ImageException.Conflict when the ids of several images begin so
   */
  public Optional<Image> find(String nameOrId) {
    return local.find(nameOrId);
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
   * @param force removes an image by its id although it has several names or stopped containers
   * @param users the containers of this engine, each with its image
   * @throws ImageException.NotFound when there is no such image
   * @throws ImageException.Conflict when it must stay, or the ids of several images begin so
   */
  public Removed remove(String nameOrId, boolean force, List<ImageUser> users) {
    return local.remove(nameOrId, force, users);
  }

  /**
   * Takes away the images that {@code chosen} accepts.
   *
   * @param inUse ids of images that stay because containers use them
   */
  public Pruned prune(Predicate<Image> chosen, Set<Digest> inUse) {
    ImageTable table = store.images();
    Set<Digest> ids =
        table.all().stream()
            .filter(record -> !inUse.contains(record.id()))
            .flatMap(record -> local.image(table, record).stream())
            .filter(chosen)
            .map(Image::id)
            .collect(Collectors.toSet());
    ImagePruning pruning = new ImagePruning(table, ids);
    long before = usage().layersBytes();
    store.remove(pruning);
    long after = usage().layersBytes();
    return new Pruned(pruning.removed(), Math.max(0, before - after));
  }

  /** What the images take on the disk. */
  public DiskUsage usage() {
    return new DiskUsageSum(store).of(store.images());
  }

  /**
   * Reads the whole store and compares it with what it should be.
   *
   * @param repair removes what is damaged, with the images that need it, so that their next pull
   *     brings it anew
   */
  public CheckReport check(boolean repair) {
    return new StoreCheck(store).run(repair);
  }

  /** Closes connections and ends this process's use of the store, leases included. */
  @Override
  public void close() {
    registry.close();
    store.close();
  }
}
