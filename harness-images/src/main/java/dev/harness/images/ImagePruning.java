package dev.harness.images;

import dev.harness.images.reference.Digest;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Takes away images that were chosen before, unless one has got or lost a name since. */
final class ImagePruning implements UnaryOperator<ImageTable> {
  private final Map<Digest, List<String>> chosen;
  private final Departures departures = new Departures();

  /** Takes the ids from {@code chosen} with the names that they have in {@code seen}. */
  ImagePruning(ImageTable seen, Set<Digest> chosen) {
    this.chosen = chosen.stream().collect(Collectors.toMap(id -> id, seen::namesOf));
  }

  /** What the change did, after it was applied. */
  Removed removed() {
    return departures.removed();
  }

  @Override
  public ImageTable apply(ImageTable table) {
    ImageTable changed = table;
    List<ImageRecord> youngestFirst = table.all();
    Collections.reverse(youngestFirst);
    for (ImageRecord image : youngestFirst) {
      boolean same = table.namesOf(image.id()).equals(chosen.get(image.id()));
      if (same && !changed.hasChildren(image.id())) {
        changed = departures.remove(changed, image);
      }
    }
    return changed;
  }
}
