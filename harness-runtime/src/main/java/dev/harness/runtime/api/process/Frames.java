package dev.harness.runtime.api.process;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import dev.harness.runtime.api.http.ApiVersion;
import dev.harness.runtime.engine.output.OutputStreamKind;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes output of two streams into one, each piece behind a header that says whose it is (C41);
 * that of a terminal, which is one stream, as it is (C33).
 */
final class Frames {
  /** Of frames, where the client knows the difference: from API 1.42 on. */
  private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

  /** Of output as it is; to older clients also of frames. */
  private static final String RAW = "application/vnd.docker.raw-stream";

  /** The first version of the API with a type of its own for frames. */
  private static final int MULTIPLEXED_SINCE = 42;

  private static final byte[] NONE = {};

  private final OutputStream out;
  private final boolean raw;

  /**
   * Writes to {@code out}.
   *
   * @param raw without headers
   */
  Frames(OutputStream out, boolean raw) {
    this.out = out;
    this.raw = raw;
  }

  /** What to call the stream before clients of a version of the API. */
  static String type(ApiVersion version, boolean raw) {
    return !raw && version.includes(MULTIPLEXED_SINCE) ? MULTIPLEXED : RAW;
  }

  /** Writes one frame in one piece. */
  void write(OutputStreamKind kind, byte[]... parts) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] header = raw ? NONE : StreamFrame.header(streamKind(kind), length);
    byte[] frame = new byte[header.length + length];
    System.arraycopy(header, 0, frame, 0, header.length);
    int at = header.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, frame, at, part.length);
      at += part.length;
    }
    out.write(frame);
  }

  private static StreamKind streamKind(OutputStreamKind kind) {
    return switch (kind) {
      case STDOUT -> StreamKind.STDOUT;
      case STDERR -> StreamKind.STDERR;
    };
  }
}
