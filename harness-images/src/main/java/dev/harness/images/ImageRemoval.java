package dev.harness.images;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes a name from an image, or the image away, by Docker's rules: an image goes with its last
 * name, unless something needs it.
 */
final class ImageRemoval implements UnaryOperator<ImageTable> {
  private final String nameOrId;
  private final boolean force;
  private final List<ImageUser> users;
  private final Departures departures = new Departures();

  ImageRemoval(String nameOrId, boolean force, List<ImageUser> users) {
    this.nameOrId = nameOrId;
    this.force = force;
    this.users = List.copyOf(users);
  }

  /** What the change did, after it was applied. */
  Removed removed() {
    return departures.removed();
  }

  @Override
  public ImageTable apply(ImageTable table) {
    ImageLookup found =
        ImageLookup.find(table, nameOrId).orElseThrow(() -> new ImageException.NotFound(nameOrId));
    return found.name().isEmpty()
        ? removeById(table, found.record())
        : removeName(table, found.record(), found.name());
  }

  private RemovalConflicts conflicts(ImageTable table, ImageRecord image) {
    return new RemovalConflicts(table, image.id(), users);
  }

  private ImageTable removeById(ImageTable table, ImageRecord image) {
    RemovalConflicts conflicts = conflicts(table, image);
    conflicts.requireNoHard();
    if (!force) {
      if (!isOneName(table.namesOf(image.id()))) {
        conflicts.requireNoNames();
      }
      conflicts.requireNoStopped();
    }
    return removeWithParents(table, image);
  }

  private ImageTable removeName(ImageTable table, ImageRecord image, String name) {
    List<String> names = table.namesOf(image.id());
    if (!force && isOneName(names)) {
      conflicts(table, image).user().ifPresent(user -> refuse(image.id(), user));
    }
    ImageTable changed = departures.untag(table, name);
    String repository = Reference.parse(name).repository();
    boolean keepsTag =
        changed.namesOf(image.id()).stream()
            .anyMatch(other -> isTag(other) && isIn(other, repository));
    if (isTag(name) && !keepsTag) {
      // Digests of a repository go with its last tag.
      for (String other : changed.namesOf(image.id())) {
        changed = isIn(other, repository) ? departures.untag(changed, other) : changed;
      }
    }
    boolean goes = changed.namesOf(image.id()).isEmpty() && conflicts(table, image).allow(force);
    return goes ? removeWithParents(changed, image) : changed;
  }

  private void refuse(Digest image, ImageUser user) {
    throw new ImageException.Conflict(
        ("conflict: unable to remove repository reference \"%s\" (must force)"
                + " - container %s is using its referenced image %s")
            .formatted(nameOrId, user.shortId(), image.shortHex()));
  }

  /** Parents without names, children and containers have nobody left who wants them. */
  private ImageTable removeWithParents(ImageTable table, ImageRecord image) {
    ImageTable changed = departures.remove(table, image);
    ImageRecord parent = image.parent().flatMap(changed::image).orElse(null);
    if (parent == null || !changed.namesOf(parent.id()).isEmpty()) {
      return changed;
    }
    return conflicts(changed, parent).allow(false) ? removeWithParents(changed, parent) : changed;
  }

  /** At most one tag, and digests only of its repository. */
  private static boolean isOneName(List<String> names) {
    long repositories =
        names.stream().map(name -> Reference.parse(name).repository()).distinct().count();
    return repositories == 1 && names.stream().filter(ImageRemoval::isTag).count() <= 1;
  }

  private static boolean isTag(String name) {
    return name.indexOf('@') < 0;
  }

  private static boolean isIn(String name, String repository) {
    return Reference.parse(name).repository().equals(repository);
  }
}
