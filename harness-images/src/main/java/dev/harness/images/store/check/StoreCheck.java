package dev.harness.images.store.check;

import dev.harness.images.layer.record.ArchiveSplit;
import dev.harness.images.layer.record.TreeVerification;
import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.Inventory;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import dev.harness.images.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads all of a store and compares it with what it should be: each document with its digest, each
 * layer's tree with its record, each image with its parts.
 *
 * <p>Engines may use the store meanwhile: what is read is leased, so that nobody deletes it, and
 * what appears or goes while the check runs is no problem.
 */
public final class StoreCheck {
  private final Store store;
  private final Findings findings = new Findings();
  private final Map<ChainId, LayerRecord> layers = new HashMap<>();

  /** Reads something to its end, and fails when it is not what it was. */
  private interface Verification {
    void run() throws IOException;
  }

  /** Prepares a check, of which there is one run. */
  public StoreCheck(Store store) {
    this.store = store;
  }

  /**
   * Checks everything.
   *
   * @param repair removes what is damaged, and the images that need it, unless it is in use
   * @throws StoreException when the store's directories cannot be read
   */
  public CheckReport run(boolean repair) {
    Inventory inventory = store.inventory();
    inventory.strays().forEach(stray -> findings.file(stray, "is not of the store"));
    inventory.blobs().forEach(this::blob);
    inventory.layers().forEach(this::layer);
    ImageTable table = table();
    table.all().forEach(this::image);
    return new CheckReport(
        table.all().size(),
        inventory.layers().size(),
        repair && !findings.isEmpty()
            ? findings.repaired(store.discard(findings.damage()))
            : findings.problems());
  }

  private ImageTable table() {
    try {
      return store.images();
    } catch (StoreException.Damaged e) {
      findings.table(String.valueOf(e.getMessage()));
      return new ImageTable(Map.of(), Map.of());
    }
  }

  private void blob(Digest digest) {
    if (store.document(digest).isEmpty() && store.inventory().blobs().contains(digest)) {
      findings.blob(digest, "its content has another digest");
    }
  }

  private void layer(ChainId chainId) {
    try (LayerLease lease = store.lease(List.of(chainId))) {
      if (!store.holds(chainId)) {
        return;
      }
      Optional<LayerRecord> record = store.layer(chainId);
      if (record.isEmpty()) {
        findings.layer(chainId, "what is known about it is missing");
        return;
      }
      layers.put(chainId, record.get());
      Path tree = lease.trees().get(0);
      TreeVerification verified = TreeVerification.of(tree, store.treeRecord(chainId));
      verified.differences().forEach(difference -> findings.layer(chainId, difference));
      if (verified.differences().isEmpty() && verified.fileBytes() != record.get().fileBytes()) {
        findings.layer(chainId, "what is known about it does not fit its tree");
      }
      departure(chainId, tree);
    } catch (StoreException.Damaged e) {
      findings.layer(chainId, String.valueOf(e.getMessage()));
    }
  }

  /** What an image leaves by goes alone when it is damaged: the tree is whole, and there are other ways. */
  private void departure(ChainId chainId, Path tree) {
    store.blob(chainId).ifPresent(kept -> file(kept.file(), kept::verify));
    Path split = store.archiveSplit(chainId);
    // Layers that came before archives could be made again have none.
    if (Files.exists(split)) {
      file(split, new ArchiveSplit(split, tree)::verify);
    }
  }

  private void file(Path file, Verification verification) {
    try {
      verification.run();
    } catch (IOException e) {
      findings.file(file, "cannot be used: " + e);
    }
  }

  private void image(ImageRecord image) {
    Optional<String> trouble = trouble(image);
    // An image that was removed meanwhile takes its parts with it.
    if (trouble.isPresent() && store.images().image(image.id()).isPresent()) {
      findings.image(image.id(), trouble.get());
    }
  }

  private Optional<String> trouble(ImageRecord image) {
    Optional<byte[]> configuration = store.document(image.id());
    if (configuration.isEmpty()) {
      return Optional.of("its configuration is missing or damaged");
    }
    if (image.manifest().filter(manifest -> store.document(manifest).isEmpty()).isPresent()) {
      return Optional.of("its manifest is missing or damaged");
    }
    List<Digest> diffIds = diffIds(configuration.get());
    if (!image.chain().equals(ChainId.of(diffIds))) {
      return Optional.of("its layers are not those of its configuration");
    }
    for (int i = 0; i < diffIds.size(); i++) {
      ChainId chainId = image.chain().get(i);
      if (findings.isDamaged(chainId)) {
        // What was found there is told already, and the image shares the layer's fate.
        return Optional.empty();
      }
      Optional<LayerRecord> record = record(chainId);
      if (record.isEmpty()) {
        return Optional.of("its layer %s is missing".formatted(chainId));
      }
      if (!record.get().diffId().equals(diffIds.get(i))) {
        findings.layer(chainId, "what is known about it is of another layer");
      }
    }
    return Optional.empty();
  }

  private static List<Digest> diffIds(byte[] configuration) {
    try {
      return ConfigDocument.parse(configuration).diffIds();
    } catch (ManifestException e) {
      // No image with such a configuration would have come here.
      return List.of();
    }
  }

  /** Layers may have come since the check began. */
  private Optional<LayerRecord> record(ChainId chainId) {
    return layers.containsKey(chainId) ? Optional.of(layers.get(chainId)) : store.layer(chainId);
  }
}
