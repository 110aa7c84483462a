package dev.harness.images.debian.deb;

/** A file, directory or link in the root directory of an image. */
public sealed interface RootNode {
  Metadata metadata();

  /** A directory; what is in it has places of its own. */
  record Directory(Metadata metadata) implements RootNode {}

  /** A file; several with the same content object are hard links of one another. */
  record RegularFile(Metadata metadata, FileContent content) implements RootNode {}

  /** A symbolic link with its text. */
  record SymbolicLink(Metadata metadata, String target) implements RootNode {}
}
