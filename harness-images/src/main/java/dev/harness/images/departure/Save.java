package dev.harness.images.departure;

import dev.harness.images.archive.ImageArchiveWriter;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.KeptBlob;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes images into one archive, with the layers as they came. */
public final class Save {
  private static final String PLAIN_LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

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
      PushPlan plan = PushPlan.of(store, image, sources);
      byte[] manifest = manifest(image, configuration, plan);
      if (plan.isRemote()) {
        // The registry may be gone; the same image made from packages is here.
        Optional<byte[]> made = sources.madeManifest(image.id());
        Optional<PushPlan> local = made.flatMap(bytes -> PushPlan.of(store, image, bytes, sources));
        plan = local.orElse(plan);
        manifest = local.isPresent() ? made.get() : manifest;
      }
      SavedImage found = new SavedImage(lease, manifest, configuration, wanted.names(), plan);
      found.tryRegistry();
      done = true;
      return found;
    } finally {
      if (!done) {
        lease.close();
      }
    }
  }

  private byte[] manifest(ImageRecord image, byte[] configuration, PushPlan plan)
      throws IOException {
    return plan.manifest().isPresent()
        ? document(plan.manifest().get())
        : described(image, configuration).toJson();
  }

  /** A manifest for an image that came without one, whose layers were all kept. */
  private ImageManifest described(ImageRecord image, byte[] configuration) throws IOException {
    List<Descriptor> layers = new ArrayList<>();
    for (ChainId chainId : image.chain()) {
      KeptBlob kept = store.blob(chainId).orElseThrow(() -> missing(image.id()));
      layers.add(new Descriptor(layerType(kept.file()), kept.digest(), Files.size(kept.file())));
    }
    return new ImageManifest(
        new Descriptor(MediaType.OCI_CONFIG.text(), image.id(), configuration.length), layers);
  }

  private static String layerType(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(ZSTD.length);
      if (Arrays.equals(magic, ZSTD)) {
        return PLAIN_LAYER + "+zstd";
      }
      return Arrays.equals(Arrays.copyOf(magic, GZIP.length), GZIP)
          ? PLAIN_LAYER + "+gzip"
          : PLAIN_LAYER;
    }
  }

  private byte[] document(Digest digest) {
    return store.document(digest).orElseThrow(() -> missing(digest));
  }

  private static ImageException missing(Digest digest) {
    return new ImageException.NotFound(digest.toString());
  }
}
