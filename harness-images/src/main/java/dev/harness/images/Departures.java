package dev.harness.images;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What goes from a table of images, as Docker tells it: names, images, layers nobody has then. */
final class Departures {
  private final List<String> untagged = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();

  /** The table without a name. */
  ImageTable untag(ImageTable table, String name) {
    untagged.add(Reference.parse(name).familiar());
    return table.withoutName(name);
  }

  /** The table without an image and its names. */
  ImageTable remove(ImageTable table, ImageRecord image) {
    table.namesOf(image.id()).forEach(name -> untagged.add(Reference.parse(name).familiar()));
    ImageTable changed = table.without(image.id());
    deleted.add(image.id().toString());
    Set<ChainId> kept = new HashSet<>();
    changed.all().forEach(other -> kept.addAll(other.chain()));
    for (int i = image.chain().size() - 1; i >= 0; i--) {
      ChainId layer = image.chain().get(i);
      if (!kept.contains(layer)) {
        deleted.add(layer.toString());
      }
    }
    return changed;
  }

  /** All of it. */
  Removed removed() {
    return new Removed(untagged, deleted);
  }
}
