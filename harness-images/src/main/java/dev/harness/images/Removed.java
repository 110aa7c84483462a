package dev.harness.images;

import java.util.List;

/**
 * What a removal did.
 *
 * @param untagged names that no image has any more, as people write them
 * @param deleted ids of images and layers that are gone
 */
public record Removed(List<String> untagged, List<String> deleted) {

  /** Copies the lists. */
  public Removed {
    untagged = List.copyOf(untagged);
    deleted = List.copyOf(deleted);
  }
}
