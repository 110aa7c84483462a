package dev.harness.images.departure;

import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.registry.client.BlobContent;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.KeptBlob;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is pushed of an image: the manifest that it came with and the layers that this names; or,
 * where those cannot be had, layers that are compressed for the push, and a manifest of them.
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
   */
  record Layer(String id, Optional<Descriptor> descriptor, LayerOrigins.Found found) {

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
        .orElseGet(() -> new PushPlan(Optional.empty(), kept(store, image, sources)));
  }

  /** The same for a manifest of the image that need not be the one it came with. */
  static Optional<PushPlan> of(
      Store store, ImageRecord image, byte[] manifest, LayerOrigins.Sources sources) {
    return ManifestDocument.parse(manifest, "") instanceof ImageManifest parsed
        ? named(store, image, parsed.layers(), sources)
            .map(layers -> new PushPlan(Optional.empty(), layers))
        : Optional.empty();
  }

  /** Whether a registry has to be asked. */
  boolean isRemote() {
    return layers.stream().anyMatch(layer -> layer.found().remote());
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
              .map(kept -> new LayerOrigins.Found(false, content(kept)))
              .or(() -> sources.find(blob));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      layers.add(new Layer(id(store, chainId), Optional.of(blob), found.get()));
    }
    return Optional.of(layers);
  }

  private static List<Layer> kept(Store store, ImageRecord image, LayerOrigins.Sources sources) {
    List<Layer> layers = new ArrayList<>();
    for (ChainId chainId : image.chain()) {
      KeptBlob kept = store.blob(chainId).orElseThrow(() -> unavailable(image, sources));
      layers.add(
          new Layer(
              id(store, chainId), Optional.empty(), new LayerOrigins.Found(false, content(kept))));
    }
    return layers;
  }

  private static ImageException unavailable(ImageRecord image, LayerOrigins.Sources sources) {
    String why =
        sources.references().isEmpty()
            ? "it was pulled from no registry; load it from an archive first"
            : "the packages it was made of have other versions by now; pull it again, or make its"
                + " image again, and take that one";
    return new ImageException.Unavailable(
        "cannot push or save image %s: its layers were not kept as they came, and %s"
            .formatted(image.id().shortHex(), why));
  }

  private static BlobContent content(KeptBlob kept) {
    return () -> Files.newInputStream(kept.file());
  }

  /** Docker calls a layer that is pushed by the digest of its plain archive. */
  private static String id(Store store, ChainId chainId) {
    return store.layer(chainId).map(LayerRecord::diffId).orElse(chainId.digest()).shortHex();
  }
}
