package dev.harness.images.departure;

import dev.harness.images.archive.ImageArchiveWriter;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes images into one archive, with the layers as they came where they can be had. */
public final class Save {
  private static final Logger LOG = LoggerFactory.getLogger(Save.class);

  private final Store store;
  private final LayerOrigins origins;

  public Save(Store store, LayerOrigins origins) {
    this.store = store;
    this.origins = origins;
  }

  /** An image with the names that were asked for; one that was named by its id has none. */
  private record Wanted(ImageRecord image, List<Reference> names) {}

  /**
   * Finds all images and their layers, and writes nothing when one is missing.
   *
   * @throws ImageException.NotFound when there is no such image
   * @throws ImageException.Unavailable when layers of one can be had nowhere
   */
  public void run(List<String> namesOrIds, OutputStream out) throws IOException {
    ImageTable table = store.images();
    Map<Digest, Wanted> wanted = new LinkedHashMap<>();
    for (String text : namesOrIds) {
      ImageLookup found =
          ImageLookup.find(table, text).orElseThrow(() -> new ImageException.NotFound(text));
      wanted
          .computeIfAbsent(found.record().id(), id -> new Wanted(found.record(), new ArrayList<>()))
          .names()
          .addAll(names(found));
    }
    List<SavedImage> found = new ArrayList<>();
    try {
      for (Wanted each : wanted.values()) {
        found.add(find(table, each));
      }
      write(found, out);
    } finally {
      found.forEach(SavedImage::close);
    }
  }

  private static void write(List<SavedImage> images, OutputStream out) throws IOException {
    try (ImageArchiveWriter archive = new ImageArchiveWriter(out)) {
      for (SavedImage each : images) {
        each.writeTo(archive);
      }
    }
  }

  private static List<Reference> names(ImageLookup found) {
    return found.name().isEmpty() || found.name().indexOf('@') >= 0
        ? List.of()
        : List.of(Reference.parse(found.name()));
  }

  private SavedImage find(ImageTable table, Wanted wanted) throws IOException {
    ImageRecord image = wanted.image();
    LayerOrigins.Sources sources =
        origins.among(table.namesOfLine(image.id()).stream().map(Reference::parse).toList());
    LayerLease lease = store.lease(image.chain());
    boolean done = false;
    try {
      byte[] configuration = document(image.id());
      Packing packing = packing(image, configuration.length, sources);
      done = true;
      return new SavedImage(
          lease, packing.manifest(), configuration, wanted.names(), packing.plan());
    } finally {
      if (!done) {
        lease.close();
      }
    }
  }

  /** What goes into the archive: a manifest, and where the layers are that it names. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Packing(byte[] manifest, PushPlan plan) {}

  /** The image as it came if that can be had, otherwise as it is here. */
  private Packing packing(ImageRecord image, int configBytes, LayerOrigins.Sources sources)
      throws IOException {
    PushPlan plan = PushPlan.of(store, image, sources);
    if (plan.manifest().isEmpty()) {
      return described(image, configBytes, plan);
    }
    if (plan.isRemote()) {
      // The registry may be gone; the same image made from packages is here.
      Optional<byte[]> made = sources.madeManifest(image.id());
      Optional<PushPlan> local = made.flatMap(bytes -> PushPlan.of(store, image, bytes, sources));
      if (local.isPresent()) {
        return new Packing(made.get(), local.get());
      }
      try {
        plan.tryRegistry();
      } catch (RegistryException e) {
        PushPlan stored = PushPlan.stored(store, image).orElseThrow(() -> e);
        LOG.debug("Image {} is saved as it is stored", image.id(), e);
        return described(image, configBytes, stored);
      }
    }
    return new Packing(document(plan.manifest().get()), plan);
  }

  private static Packing described(ImageRecord image, int configBytes, PushPlan plan) {
    Descriptor config = new Descriptor(MediaType.OCI_CONFIG.text(), image.id(), configBytes);
    List<Descriptor> layers =
        plan.layers().stream()
            .flatMap(layer -> layer.stored().stream())
            .map(StoredLayer::descriptor)
            .toList();
    return new Packing(new ImageManifest(config, layers).toJson(), plan);
  }

  private byte[] document(Digest digest) {
    return store.document(digest).orElseThrow(() -> missing(digest));
  }

  private static ImageException missing(Digest digest) {
    return new ImageException.NotFound(digest.toString());
  }
}
