package dev.harness.engineapi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads a multiplexed stream. Long frames come in pieces, so that no length that a peer claims
 * decides how much memory is used. Not for use by several threads.
 */
public final class StreamFrameReader implements AutoCloseable {
  private static final int PIECE_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] header = new byte[StreamFrame.HEADER_BYTES];
  private StreamKind kind = StreamKind.STDOUT;
  private long remaining;

  /** Takes ownership of {@code in}. */
  public StreamFrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next frame or piece of one, which is never empty; blocks.
   *
   * @return empty at the end of the stream
   * @throws ProtocolException when the bytes are no frame
   * @throws EOFException when the stream ends within a frame
   */
  public Optional<StreamFrame> next() throws IOException {
    while (remaining == 0) {
      if (!readHeader()) {
        return Optional.empty();
      }
    }
    byte[] piece = new byte[(int) Math.min(remaining, PIECE_BYTES)];
    int count = in.read(piece);
    if (count < 0) {
      throw new EOFException("the stream ended " + remaining + " bytes before the end of a frame");
    }
    remaining -= count;
    return Optional.of(new StreamFrame(kind, ByteBuffer.wrap(piece, 0, count)));
  }

  private boolean readHeader() throws IOException {
    int count = in.readNBytes(header, 0, header.length);
    if (count == 0) {
      return false;
    }
    kind = StreamKind.of(header[0]).orElseThrow(this::noFrame);
    if (header[1] != 0 || header[2] != 0 || header[3] != 0) {
      throw noFrame();
    }
    if (count < header.length) {
      throw new EOFException("the stream ended within a frame's header");
    }
    remaining = StreamFrame.length(header);
    return true;
  }

  private ProtocolException noFrame() {
    return new ProtocolException(
        "the stream has no frames: it starts with byte " + Byte.toUnsignedInt(header[0]));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
