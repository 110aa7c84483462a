package dev.harness.images;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.ImageTable;
import java.util.List;
import java.util.Optional;

/**
 * What speaks against the removal of an image, in Docker's order and words: children and running
 * containers always; further names and stopped containers unless it is forced.
 */
final class RemovalConflicts {
  private final ImageTable table;
  private final Digest image;
  private final List<ImageUser> users;

  RemovalConflicts(ImageTable table, Digest image, List<ImageUser> users) {
    this.table = table;
    this.image = image;
    this.users = users.stream().filter(user -> user.image().equals(image)).toList();
  }

  /** A container of the image. */
  Optional<ImageUser> user() {
    return users.stream().findFirst();
  }

  /** Whether an image without names may go: nothing is made of it, and no container needs it. */
  boolean allow(boolean force) {
    return !table.hasChildren(image) && users.stream().noneMatch(user -> user.running() || !force);
  }

  /**
   * Checks what cannot be forced.
   *
   * @throws ImageException.Conflict when it must stay
   */
  void requireNoHard() {
    if (table.hasChildren(image)) {
      throw hard("image has dependent child images");
    }
    users.stream()
        .filter(ImageUser::running)
        .findFirst()
        .ifPresent(
            user -> {
              throw hard("image is being used by running container " + user.shortId());
            });
  }

  /**
   * Checks that the image has no names.
   *
   * @throws ImageException.Conflict when it has
   */
  void requireNoNames() {
    if (!table.namesOf(image).isEmpty()) {
      throw soft("image is referenced in multiple repositories");
    }
  }

  /**
   * Checks that no container uses it that does not run.
   *
   * @throws ImageException.Conflict when one does
   */
  void requireNoStopped() {
    users.stream()
        .filter(user -> !user.running())
        .findFirst()
        .ifPresent(
            user -> {
              throw soft("image is being used by stopped container " + user.shortId());
            });
  }

  private ImageException.Conflict hard(String why) {
    return conflict("cannot be forced", why);
  }

  private ImageException.Conflict soft(String why) {
    return conflict("must be forced", why);
  }

  private ImageException.Conflict conflict(String way, String why) {
    return new ImageException.Conflict(
        "conflict: unable to delete %s (%s) - %s".formatted(image.shortHex(), way, why));
  }
}
