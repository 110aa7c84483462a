package dev.harness.runtime.api.process;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import dev.harness.runtime.engine.output.OutputStreamKind;
import java.io.IOException;
import java.io.OutputStream;

/** Writes output of two streams into one, each piece behind a header that says whose it is (C41). */
final class Frames {
  /** Of frames, where the client knows the difference: from API 1.42 on. */
  static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

  /** Of output as it is; to older clients also of frames. */
  static final String RAW = "application/vnd.docker.raw-stream";

  /** The first version of the API with a type of its own for frames. */
  static final int MULTIPLEXED_SINCE = 42;

  private final OutputStream out;

  Frames(OutputStream out) {
    this.out = out;
  }

  /** Writes one frame in one piece. */
  void write(OutputStreamKind kind, byte[]... parts) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] frame = new byte[StreamFrame.HEADER_BYTES + length];
    byte[] header = StreamFrame.header(streamKind(kind), length);
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
