package dev.harness.follow;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import dev.harness.logs.LogLine;
import dev.harness.logs.LogStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts lines together from the frames of two streams. A line that does not end is passed on in
 * pieces.
 */
public final class LogLines {
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final String container;
  private final Consumer<LogLine> consumer;
  private final Map<StreamKind, ByteArrayOutputStream> partial = new EnumMap<>(StreamKind.class);

  /** Passes on the lines of a container. */
  public LogLines(String container, Consumer<LogLine> consumer) {
    this.container = container;
    this.consumer = consumer;
  }

  /** Passes on the lines that end with this. */
  public void accept(StreamFrame frame) {
    ByteArrayOutputStream line =
        partial.computeIfAbsent(frame.kind(), kind -> new ByteArrayOutputStream());
    ByteBuffer bytes = frame.payload().duplicate();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next != '\n') {
        line.write(next);
      }
      if (next == '\n' || line.size() == MAX_LINE_BYTES) {
        pass(frame.kind(), line);
      }
    }
  }

  /** Passes on what has no end of line. */
  public void finish() {
    partial.forEach(
        (kind, line) -> {
          if (line.size() > 0) {
            pass(kind, line);
          }
        });
  }

  private void pass(StreamKind kind, ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    consumer.accept(
        new LogLine(
            container,
            kind == StreamKind.STDERR ? LogStream.STDERR : LogStream.STDOUT,
            text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }
}
