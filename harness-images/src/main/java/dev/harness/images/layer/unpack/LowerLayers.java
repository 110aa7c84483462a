package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The unpacked layers below a layer, as overlayfs would show them merged.
 *
 * <p>They are asked for only when a layer leaves out one of its directories, so that layers can be
 * unpacked at the same time: asking waits until the lower ones are complete. For one thread.
 */
public final class LowerLayers {
  private final Supplier<List<Path>> topmostFirst;
  private final boolean empty;

  /** What was found: a layer that leaves out one directory leaves out many, of the same parents. */
  private final Map<LayerPath, List<Path>> directories = new HashMap<>();

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
    for (Path directory : directories(path.parent())) {
      Path place = place(directory, path);
      Optional<FileStat> found = FileStat.of(place);
      if (found.isPresent()) {
        return entry(place, found.get());
      }
    }
    return Optional.empty();
  }

  /** Where the content of a directory is, the topmost first; nowhere when it is none. */
  private List<Path> directories(LayerPath path) throws IOException {
    List<Path> known = directories.get(path);
    if (known == null) {
      known = path.isRoot() ? topmostFirst.get() : within(directories(path.parent()), path);
      directories.put(path, known);
    }
    return known;
  }

  /** What is no directory, or is an opaque one, hides what is below it. */
  private static List<Path> within(List<Path> parents, LayerPath path) throws IOException {
    List<Path> directories = new ArrayList<>();
    for (Path parent : parents) {
      Path place = place(parent, path);
      Optional<FileStat> found = FileStat.of(place);
      if (found.isPresent() && !found.get().isDirectory()) {
        break;
      }
      if (found.isPresent()) {
        directories.add(place);
        if (OverlayMarks.isOpaque(place)) {
          break;
        }
      }
    }
    return directories;
  }

  private static Path place(Path directory, LayerPath path) throws IOException {
    try {
      return directory.resolve(new String(path.name(), StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      throw new IOException("its name cannot be looked up in the layers below", e);
    }
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
