package dev.harness.images.layer.unpack;

/** What the layers below one layer show at a path. */
sealed interface LowerEntry {

  /** A directory with the metadata of the topmost layer that has it. */
  record Directory(EntryMetadata metadata) implements LowerEntry {}

  /** A symbolic link; its target has one character per byte. */
  record Link(String target) implements LowerEntry {}

  /** Anything else that is there. */
  enum Other implements LowerEntry {
    /** A file, FIFO or device. */
    OTHER
  }
}
