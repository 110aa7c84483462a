package dev.harness.images;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.ImageLookup;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes a name from an image, or the image away, by Docker's rules: an image goes with its last
 * name, and a name of several does not take the image with it.
 */
final class ImageRemoval implements UnaryOperator<ImageTable> {
  private final String nameOrId;
  private final boolean force;
  private final Set<Digest> inUse;
  private final Departures departures = new Departures();

  ImageRemoval(String nameOrId, boolean force, Set<Digest> inUse) {
    this.nameOrId = nameOrId;
    this.force = force;
    this.inUse = Set.copyOf(inUse);
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
        ? removeImage(table, found.record())
        : removeName(table, found.record(), found.name());
  }

  private ImageTable removeName(ImageTable table, ImageRecord image, String name) {
    String repository = Reference.parse(name).repository();
    List<String> others =
        table.namesOf(image.id()).stream().filter(other -> !other.equals(name)).toList();
    boolean repositoryKeepsATag =
        others.stream().anyMatch(other -> isTag(other) && isIn(other, repository));
    List<String> left =
        others.stream()
            .filter(other -> repositoryKeepsATag || isTag(other) || !isIn(other, repository))
            .toList();
    if (left.isEmpty()) {
      return removeImage(table, image);
    }
    ImageTable changed = departures.untag(table, name);
    for (String other : others) {
      changed = left.contains(other) ? changed : departures.untag(changed, other);
    }
    return changed;
  }

  private ImageTable removeImage(ImageTable table, ImageRecord image) {
    List<String> names = table.namesOf(image.id());
    long repositories =
        names.stream().map(name -> Reference.parse(name).repository()).distinct().count();
    if (repositories > 1 && !force) {
      throw new ImageException.Conflict(
          "unable to delete %s (must be forced) - image is referenced in multiple repositories"
              .formatted(image.id().shortHex()));
    }
    if (inUse.contains(image.id())) {
      throw new ImageException.Conflict(
          "unable to delete %s (cannot be forced) - image is being used by a container"
              .formatted(image.id().shortHex()));
    }
    return departures.remove(table, image);
  }

  private static boolean isTag(String name) {
    return name.indexOf('@') < 0;
  }

  private static boolean isIn(String name, String repository) {
    return Reference.parse(name).repository().equals(repository);
  }
}
