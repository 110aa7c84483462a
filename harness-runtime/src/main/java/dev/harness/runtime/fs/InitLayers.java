package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The init layers of an engine: one for each stack of layers, made when its first container is
 * created and shared by all, as the layer between image and container.
 */
final class InitLayers {
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);

  private final Path directory;
  private final EngineTmpfs tmpfs;
  private final Trash trash;
  private final AtomicLong counter = new AtomicLong();
  private final Map<List<Path>, OverlayDirectory> made = new ConcurrentHashMap<>();

  /** Keeps the layers in {@code directory}, which is made with the first. */
  InitLayers(Path directory, EngineTmpfs tmpfs, Trash trash) {
    this.directory = directory;
    this.tmpfs = tmpfs;
    this.trash = trash;
  }

  /**
   * The init layer of a stack.
   *
   * @param trees the image's layers, topmost first, which name the stack
   * @param lower the same layers, as containers see them
   * @throws RootException when it cannot be made; nothing is left of it
   */
  Path over(List<Path> trees, List<Path> lower, Ownership ownership) throws IOException {
    OverlayDirectory known = made.get(trees);
    if (known != null) {
      return known.upper();
    }
    OverlayDirectory layer = make(trees.get(0), lower, ownership);
    OverlayDirectory first = made.putIfAbsent(trees, layer);
    if (first == null) {
      return layer.upper();
    }
    trash.take(layer.path());
    return first.upper();
  }

  private OverlayDirectory make(Path topTree, List<Path> lower, Ownership ownership)
      throws IOException {
    OverlayDirectory layer =
        new OverlayDirectory(directory.resolve(Long.toString(counter.incrementAndGet())));
    Files.createDirectories(directory);
    layer.make();
    boolean done = false;
    try (RootPlace place = RootPlace.in(tmpfs)) {
      layer.fill();
      Overlay overlay = new Overlay(lower, layer.upper(), layer.work());
      overlay.startLike(topTree, ownership);
      overlay.mount(place.root());
      try (Fd root = Filesystem.open(place.root(), DIRECTORY)) {
        new InitLayer(root, ownership).prepare();
      }
      done = true;
      return layer;
    } finally {
      if (!done) {
        trash.take(layer.path());
      }
    }
  }
}
