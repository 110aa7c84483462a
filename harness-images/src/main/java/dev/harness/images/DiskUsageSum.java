package dev.harness.images;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Adds up what layers take. */
final class DiskUsageSum {
  private final Store store;

  DiskUsageSum(Store store) {
    this.store = store;
  }

  /** Of all images in {@code table}, and of layers that only containers use. */
  DiskUsage of(ImageTable table) {
    Map<ChainId, Integer> users = new HashMap<>();
    for (ImageRecord image : table.all()) {
      new HashSet<>(image.chain()).forEach(layer -> users.merge(layer, 1, Integer::sum));
    }
    Map<Digest, Long> shared = new HashMap<>();
    for (ImageRecord image : table.all()) {
      Set<ChainId> common = new HashSet<>(image.chain());
      common.removeIf(layer -> users.getOrDefault(layer, 0) < 2);
      shared.put(image.id(), bytes(common));
    }
    return new DiskUsage(bytes(store.inventory().layers()), shared);
  }

  /** The bytes of the files of these layers, of those that are here. */
  long bytes(Collection<ChainId> layers) {
    return layers.stream()
        .flatMap(layer -> store.layer(layer).stream())
        .mapToLong(LayerRecord::fileBytes)
        .sum();
  }
}
