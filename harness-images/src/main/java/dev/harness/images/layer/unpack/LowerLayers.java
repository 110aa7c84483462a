package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The unpacked layers below a layer, as overlayfs would show them merged.
 *
 * <p>They are asked for only when a layer leaves out one of its directories, so that layers can be
 * unpacked at the same time: asking waits until the lower ones are complete.
 */
public final class LowerLayers {
  private final Supplier<List<Path>> topmostFirst;
  private final boolean empty;

  private LowerLayers(Supplier<List<Path>> topmostFirst, boolean empty) {
    this.topmostFirst = topmostFirst;
    this.empty = empty;
  }

  /** No layers: the layer above is the lowest of its image. */
  public static LowerLayers none() {
    return new LowerLayers(List::of, true);
  }

  /** The trees that {@code topmostFirst} gives, which waits until they are complete. */
  public static LowerLayers of(Supplier<List<Path>> topmostFirst) {
    return new LowerLayers(topmostFirst, false);
  }

  boolean isEmpty() {
    return empty;
  }

  /** What is at {@code path}; its parents are directories, the last component is not followed. */
  Optional<LowerEntry> find(LayerPath path) throws IOException {
    for (Path tree : topmostFirst.get()) {
      List<Path> steps = steps(tree, path);
      Optional<FileStat> found = walk(steps);
      if (found.isPresent()) {
        return entry(steps.get(steps.size() - 1), found.get());
      }
      if (hidesWhatIsBelow(steps)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<Path> steps(Path tree, LayerPath path) throws IOException {
    List<Path> steps = new ArrayList<>();
    Path here = tree;
    for (String component : path.components()) {
      byte[] bytes = component.getBytes(StandardCharsets.ISO_8859_1);
      try {
        here = here.resolve(new String(bytes, StandardCharsets.UTF_8));
      } catch (InvalidPathException e) {
        throw new IOException("its name cannot be looked up in the layers below", e);
      }
      steps.add(here);
    }
    return steps;
  }

  private static Optional<FileStat> walk(List<Path> steps) throws IOException {
    Optional<FileStat> last = Optional.empty();
    for (Path step : steps) {
      if (last.isPresent() && !last.get().isDirectory()) {
        return Optional.empty();
      }
      last = FileStat.of(step);
      if (last.isEmpty()) {
        return Optional.empty();
      }
    }
    return last;
  }

  /** Whether this tree says that nothing of the trees below it is to be seen at the path. */
  private static boolean hidesWhatIsBelow(List<Path> steps) throws IOException {
    for (Path step : steps) {
      Optional<FileStat> stat = FileStat.of(step);
      if (stat.isEmpty()) {
        return false;
      }
      if (!stat.get().isDirectory() || OverlayMarks.isOpaque(step)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<LowerEntry> entry(Path path, FileStat stat) throws IOException {
    if (OverlayMarks.isWhiteout(path, stat)) {
      return Optional.empty();
    }
    if (stat.isDirectory()) {
      return Optional.of(new LowerEntry.Directory(stat.metadata()));
    }
    if (stat.isSymbolicLink()) {
      byte[] target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
      return Optional.of(new LowerEntry.Link(new String(target, StandardCharsets.ISO_8859_1)));
    }
    return Optional.of(LowerEntry.Other.OTHER);
  }
}
