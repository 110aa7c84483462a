package dev.harness.runtime.engine.output;

import java.util.Arrays;

/**
 * Cuts the output of one stream into log entries: lines with their end, or pieces of 16 KiB of a
 * longer one (C41). A line that is not complete is not kept back, because it may be the question to
 * which somebody is to give the answer; its rest becomes another entry.
 */
final class LineSplitter {
  private static final int LONGEST = 16 * 1024;

  private final ContainerLog log;
  private final OutputStreamKind kind;

  /** How much of the present line was appended. */
  private int appended;

  LineSplitter(ContainerLog log, OutputStreamKind kind) {
    this.log = log;
    this.kind = kind;
  }

  void accept(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || appended + i + 1 - start == LONGEST) {
        append(bytes, start, i + 1);
        appended = 0;
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      append(bytes, start, bytes.length);
      appended += bytes.length - start;
    }
  }

  private void append(byte[] bytes, int start, int end) {
    log.append(kind, Arrays.copyOfRange(bytes, start, end), appended > 0);
  }
}
