package dev.harness.locate.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file of any size, short enough for an error message. */
final class LogTail {
  private static final int MAX_BYTES = 8 << 10;
  private static final int MAX_LINES = 40;

  private LogTail() {}

  /** Returns the last lines, empty when there is no log. */
  static String of(Path log) {
    try (FileChannel channel = FileChannel.open(log)) {
      long start = Math.max(0, channel.size() - MAX_BYTES);
      ByteBuffer end = ByteBuffer.allocate(MAX_BYTES);
      while (end.hasRemaining() && channel.read(end, start + end.position()) >= 0) {
        // Until all is there.
      }
      List<String> lines =
          StandardCharsets.UTF_8.decode(end.flip()).toString().strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
