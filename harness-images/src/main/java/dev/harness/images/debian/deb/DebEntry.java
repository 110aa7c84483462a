package dev.harness.images.debian.deb;

/**
 * A file, directory or link in a package.
 *
 * @param path relative to the root, without {@code ..}, empty for the root itself
 * @param target where a link leads: as it is written in a symbolic one, a path like the first in a
 *     hard one, empty for what is no link
 */
record DebEntry(Kind kind, String path, Metadata metadata, long sizeBytes, String target) {
  enum Kind {
    DIRECTORY,
    FILE,
    SYMBOLIC_LINK,
    HARD_LINK
  }

  DebEntry at(String otherPath, String otherTarget) {
    return new DebEntry(kind, otherPath, metadata, sizeBytes, otherTarget);
  }
}
