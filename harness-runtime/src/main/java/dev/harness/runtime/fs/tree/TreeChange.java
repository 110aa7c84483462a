package dev.harness.runtime.fs.tree;

/**
 * One path whose file is not what the image has there.
 *
 * @param path absolute, in the container
 */
public record TreeChange(String path, Kind kind) {
  /** What became of it. */
  public enum Kind {
    /** Another content or description; a directory also when something in it changed. */
    MODIFIED,
    /** The image has nothing there. */
    ADDED,
    /** The image has something there. */
    DELETED
  }
}
