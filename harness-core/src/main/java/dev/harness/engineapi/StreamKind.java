package dev.harness.engineapi;

import java.util.Optional;

/** Which of a process's streams a frame belongs to (C41). */
public enum StreamKind {
  /** What the process reads; servers also use it for output of neither kind. */
  STDIN(0),
  /** The standard output. */
  STDOUT(1),
  /** The standard error. */
  STDERR(2),
  /** Messages of the engine about the stream itself. */
  SYSTEM(3);

  private final int code;

  StreamKind(int code) {
    this.code = code;
  }

  /** The first byte of a frame. */
  int code() {
    return code;
  }

  /** The kind with a given first byte of a frame. */
  static Optional<StreamKind> of(int code) {
    return switch (code) {
      case 0 -> Optional.of(STDIN);
      case 1 -> Optional.of(STDOUT);
      case 2 -> Optional.of(STDERR);
      case 3 -> Optional.of(SYSTEM);
      default -> Optional.empty();
    };
  }
}
