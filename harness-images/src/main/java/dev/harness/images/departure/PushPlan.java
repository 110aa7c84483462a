package dev.harness.images.departure;

import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.BlobContent;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What leaves of an image: the manifest that it came with and the layers that this names; or,
 * where those cannot be had, the layers as they are stored, and a manifest of them.
 *
 * @param manifest the digest of the manifest that it came with, if that serves
 * @param layers the lowest first
 */
record PushPlan(Optional<Digest> manifest, List<Layer> layers) {

  /** Copies the list. */
  PushPlan {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param id what progress calls it
   * @param descriptor what the manifest says of it; empty when the content has to be compressed first
   * @param found where its bytes are
   * @param stored what there is of it here, should its origin not give it
   */
  record Layer(
      String id,
      Optional<Descriptor> descriptor,
      LayerOrigins.Found found,
      Optional<StoredLayer> stored) {

    /** A layer that can be had in one place only. */
    Layer(String id, Optional<Descriptor> descriptor, LayerOrigins.Found found) {
      this(id, descriptor, found, Optional.empty());
    }

    /** Its bytes. */
    BlobContent content() {
      return found.content();
    }
  }

  /**
   * Looks for the layers of an image, which are leased.
   *
   * @param sources where the image came from
   * @throws ImageException.Unavailable when some of them can be had nowhere
   */
  static PushPlan of(Store store, ImageRecord image, LayerOrigins.Sources sources) {
    return image
        .manifest()
        .flatMap(store::document)
        .flatMap(manifest -> of(store, image, manifest, sources))
        .map(plan -> new PushPlan(image.manifest(), plan.layers()))
        .or(() -> stored(store, image))
        .orElseThrow(() -> unavailable(image, sources));
  }

  /** The same for a manifest of the image that need not be the one it came with. */
  static Optional<PushPlan> of(
      Store store, ImageRecord image, byte[] manifest, LayerOrigins.Sources sources) {
    return ManifestDocument.parse(manifest, "") instanceof ImageManifest parsed
        ? named(store, image, parsed.layers(), sources)
            .map(layers -> new PushPlan(Optional.empty(), layers))
        : Optional.empty();
  }

  /** What is sent of an image when nobody is asked for its layers; none when some are not here. */
  static Optional<PushPlan> stored(Store store, ImageRecord image) {
    List<Layer> layers = new ArrayList<>();
    for (ChainId chainId : image.chain()) {
      Optional<StoredLayer> stored = StoredLayer.of(store, chainId);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      LayerOrigins.Found found = new LayerOrigins.Found(false, stored.get().content());
      layers.add(new Layer(id(store, chainId), Optional.empty(), found, stored));
    }
    return Optional.of(new PushPlan(Optional.empty(), layers));
  }

  /** Whether what was sent is what the manifest names that the image came with. */
  boolean isAsItCame(List<Descriptor> sent) {
    return manifest().isPresent()
        && sent.equals(layers.stream().flatMap(layer -> layer.descriptor().stream()).toList());
  }

  /** Whether a registry has to be asked. */
  boolean isRemote() {
    return layers.stream().anyMatch(layer -> layer.found().remote());
  }

  /**
   * Asks for the first layer that a registry is to give: whether it still does is known then. The
   * others are there when one is, as a rule, and each costs a connection.
   *
   * @throws RegistryException when it does not
   */
  void tryRegistry() throws IOException {
    Optional<Layer> first = layers.stream().filter(layer -> layer.found().remote()).findFirst();
    if (first.isPresent()) {
      try (InputStream opened = first.get().content().open()) {
        // That it could be opened is all.
      }
    }
  }

  private static Optional<List<Layer>> named(
      Store store, ImageRecord image, List<Descriptor> descriptors, LayerOrigins.Sources sources) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < descriptors.size(); i++) {
      Descriptor blob = descriptors.get(i);
      ChainId chainId = image.chain().get(i);
      Optional<LayerOrigins.Found> found =
          store
              .blob(chainId)
              .filter(kept -> kept.digest().equals(blob.digest()))
              .map(kept -> new LayerOrigins.Found(false, () -> Files.newInputStream(kept.file())))
              .or(() -> sources.find(blob));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Optional<StoredLayer> stored =
          found.get().remote() ? StoredLayer.of(store, chainId) : Optional.empty();
      layers.add(new Layer(id(store, chainId), Optional.of(blob), found.get(), stored));
    }
    return Optional.of(layers);
  }

  private static ImageException unavailable(ImageRecord image, LayerOrigins.Sources sources) {
    String why =
        sources.references().isEmpty()
            ? "it was pulled from no registry; load it from an archive first"
            : "the packages it was made of have other versions by now; pull it again, or make its"
                + " image again, and take that one";
    return new ImageException.Unavailable(
        "cannot push or save image %s: its layers cannot be made archives again, and %s"
            .formatted(image.id().shortHex(), why));
  }

  /** Docker calls a layer that is pushed by the digest of its plain archive. */
  private static String id(Store store, ChainId chainId) {
    return store.layer(chainId).map(LayerRecord::diffId).orElse(chainId.digest()).shortHex();
  }
}
