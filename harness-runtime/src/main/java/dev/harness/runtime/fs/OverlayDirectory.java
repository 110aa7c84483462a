package dev.harness.runtime.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one overlay keeps on the disk. */
record OverlayDirectory(Path path) {
  /** Makes the directory itself, which must be new: two containers never share one. */
  void make() throws IOException {
    Files.createDirectory(path);
  }

  /** Makes the directories in it. */
  void fill() throws IOException {
    Files.createDirectory(upper());
    Files.createDirectory(work());
  }

  /** What was changed. */
  Path upper() {
    return path.resolve("upper");
  }

  /** For overlayfs alone. */
  Path work() {
    return path.resolve("work");
  }
}
