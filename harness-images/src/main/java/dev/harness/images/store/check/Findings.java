package dev.harness.images.store.check;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.Damage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a check has found so far: in words, and as what has to go. */
final class Findings {
  private final List<Found> found = new ArrayList<>();
  private final Set<Digest> images = new HashSet<>();
  private final Set<Digest> blobs = new HashSet<>();
  private final Set<ChainId> layers = new HashSet<>();
  private final Set<Path> files = new HashSet<>();
  private boolean table;

  private record Found(Problem problem, Optional<ChainId> layer) {}

  void table(String why) {
    table = true;
    add("the table of images", why, Optional.empty());
  }

  void image(Digest id, String why) {
    images.add(id);
    add("image " + id, why, Optional.empty());
  }

  void blob(Digest digest, String why) {
    blobs.add(digest);
    add("blob " + digest, why, Optional.empty());
  }

  void layer(ChainId chainId, String why) {
    layers.add(chainId);
    add("layer " + chainId, why, Optional.of(chainId));
  }

  /** A file that goes alone. */
  void file(Path path, String why) {
    files.add(path);
    add("file " + path, why, Optional.empty());
  }

  private void add(String what, String why, Optional<ChainId> layer) {
    found.add(new Found(new Problem(what, why, Problem.Outcome.FOUND), layer));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  boolean isDamaged(ChainId layer) {
    return layers.contains(layer);
  }

  Damage damage() {
    return new Damage(table, images, blobs, layers, files);
  }

  /** The problems when nothing is done about them. */
  List<Problem> problems() {
    return found.stream().map(Found::problem).toList();
  }

  /**
   * The problems after the repair.
   *
   * @param used damaged layers that stay
   */
  List<Problem> repaired(Set<ChainId> used) {
    return found.stream()
        .map(
            each ->
                each.problem()
                    .with(
                        each.layer().filter(used::contains).isPresent()
                            ? Problem.Outcome.IN_USE
                            : Problem.Outcome.REPAIRED))
        .toList();
  }
}
