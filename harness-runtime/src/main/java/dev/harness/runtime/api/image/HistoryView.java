package dev.harness.runtime.api.image;

import dev.harness.engineapi.image.ImageHistoryEntry;
import dev.harness.images.HistoryStep;
import dev.harness.images.Image;
import java.util.ArrayList;
import java.util.List;

/** Shows how an image was made as the API does: only the newest step has an id and names. */
final class HistoryView {
  private static final String UNKNOWN = "<missing>";

  private HistoryView() {}

  static List<ImageHistoryEntry> of(Image image, List<HistoryStep> steps) {
    List<ImageHistoryEntry> entries = new ArrayList<>();
    for (HistoryStep step : steps) {
      boolean newest = entries.isEmpty();
      entries.add(
          new ImageHistoryEntry(
              newest ? image.id().toString() : UNKNOWN,
              step.entry().created().getEpochSecond(),
              step.entry().createdBy(),
              newest ? image.tags() : List.of(),
              step.sizeBytes(),
              step.entry().comment()));
    }
    return entries;
  }
}
