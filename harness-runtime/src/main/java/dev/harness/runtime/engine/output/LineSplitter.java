package dev.harness.runtime.engine.output;

import java.io.ByteArrayOutputStream;

/**
 * Cuts the output of one stream into log entries: lines with their end, or pieces of 16 KiB of a
 * longer one (C41).
 */
final class LineSplitter {
  private static final int LONGEST = 16 * 1024;

  private final ContainerLog log;
  private final OutputStreamKind kind;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  LineSplitter(ContainerLog log, OutputStreamKind kind) {
    this.log = log;
    this.kind = kind;
  }

  void accept(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || line.size() + i + 1 - start == LONGEST) {
        line.write(bytes, start, i + 1 - start);
        flush();
        start = i + 1;
      }
    }
    line.write(bytes, start, bytes.length - start);
  }

  /** Appends a last line that has no end. */
  void end() {
    flush();
  }

  private void flush() {
    if (line.size() > 0) {
      log.append(kind, line.toByteArray());
      line.reset();
    }
  }
}
