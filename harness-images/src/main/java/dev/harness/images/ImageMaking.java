package dev.harness.images;

import dev.harness.images.arrival.Arrival;
import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.arrival.Making;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.ChangeException;
import dev.harness.images.change.RunConfig;
import dev.harness.images.layer.Decompression;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.manifest.HistoryEntry;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.CountedInputStream;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemoteFile;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes images here, of archives of files: what import, commit and the steps of builds do. */
public final class ImageMaking {
  private final Store store;
  private final Arrival arrival;
  private final RegistryClient client;
  private final LayerLimits limits;

  ImageMaking(Store store, Arrival arrival, RegistryClient client, LayerLimits limits) {
    this.store = store;
    this.arrival = arrival;
    this.client = client;
    this.limits = limits;
  }

  /**
   * An archive that is elsewhere, to be imported; nothing is asked yet.
   *
   * @throws RegistryException.InvalidAddress when it is no address that may be asked
   */
  public RemoteFile remote(String address) {
    return client.file(address);
  }

  /**
   * Opens an archive that is elsewhere, of which no more is read than layers may have; the caller
   * closes it.
   *
   * @throws RegistryException when the server does not give it
   */
  public InputStream open(RemoteFile archive, Progress progress) {
    progress.on(Progress.Step.of("Downloading from " + archive.place()));
    return new CountedInputStream(
        archive.open(limits.maxBytes()),
        count -> progress.on(new Progress.Step("Importing", "", count, 0)));
  }

  /**
   * Makes an image of one layer.
   *
   * @param archive the root file system as a tar archive, compressed or not; it is read to its end
   *     and closed
   * @param name what it will be called
   * @throws LayerException.TooLarge when the archive is larger than allowed
   * @throws ImageException.LayerFailed when it cannot be unpacked
   */
  public Digest importArchive(
      InputStream archive,
      RunConfig config,
      Platform platform,
      Step step,
      Optional<Reference> name) {
    return ofNothing(out -> copy(archive, out), config, platform, step, name);
  }

  /**
   * Makes an image of one layer likewise, or of none.
   *
   * @param files writes the layer as a plain tar archive
   */
  public Digest ofNothing(
      MadeLayer.Content files,
      RunConfig config,
      Platform platform,
      Step step,
      Optional<Reference> name) {
    return new Making(store, arrival, step, name.stream().toList())
        .ofNothing(config, platform, files);
  }

  /**
   * Finds what the same step has made of the same image before, the newest of several.
   *
   * @param parent absent for a step that began with nothing
   * @param config what the image says about its containers
   * @param createdBy the command in its history
   */
  public Optional<Digest> made(Optional<Digest> parent, RunConfig config, String createdBy) {
    List<ImageRecord> candidates =
        new ArrayList<>(
            store.images().all().stream()
                .filter(record -> record.parent().equals(parent))
                .toList());
    Collections.reverse(candidates);
    return candidates.stream()
        .map(ImageRecord::id)
        .filter(id -> isMadeSo(id, parent.isEmpty(), config, createdBy))
        .findFirst();
  }

  private boolean isMadeSo(Digest image, boolean alone, RunConfig config, String createdBy) {
    byte[] configuration = store.document(image).orElse(null);
    if (configuration == null) {
      return false;
    }
    List<HistoryEntry> history = HistoryEntry.of(configuration);
    return !history.isEmpty()
        && (!alone || history.size() == 1)
        && history.get(history.size() - 1).createdBy().equals(createdBy)
        && RunConfig.ofImage(configuration).equals(config)
        && ChainId.of(ConfigDocument.parse(configuration).diffIds()).stream()
            .allMatch(layer -> store.layer(layer).isPresent());
  }

  private static void copy(InputStream archive, OutputStream out) throws IOException {
    try (InputStream plain = Decompression.open(archive)) {
      plain.transferTo(out);
    }
  }

  /**
   * What an image says about its containers.
   *
   * @throws ImageException.NotFound when it is not here
   * @throws ChangeException when that cannot be read
   */
  public RunConfig configOf(Digest image) {
    return RunConfig.ofImage(configuration(image));
  }

  private byte[] configuration(Digest image) {
    return store.document(image).orElseThrow(() -> new ImageException.NotFound(image.toString()));
  }

  /**
   * Makes an image of another and of what changed.
   *
   * @param changes writes the layer to add as a tar archive, with whiteouts
   * @param name what it will be called
   * @throws ImageException.NotFound when the other image is not here any more
   * @throws ImageException.LayerFailed when the layer cannot be unpacked
   */
  public Digest commit(
      Digest parent,
      MadeLayer.Content changes,
      RunConfig config,
      Step step,
      Optional<Reference> name) {
    ImageRecord record =
        store
            .images()
            .image(parent)
            .orElseThrow(() -> new ImageException.NotFound(parent.toString()));
    byte[] configuration = configuration(parent);
    List<Digest> diffIds = ConfigDocument.parse(configuration).diffIds();
    try (LayerLease lease = store.lease(ChainId.of(diffIds))) {
      return new Making(store, arrival, step, name.stream().toList())
          .of(new Making.Parent(record, configuration, diffIds), config, changes);
    }
  }
}
