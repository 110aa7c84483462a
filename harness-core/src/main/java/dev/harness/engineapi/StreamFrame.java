package dev.harness.engineapi;

import java.nio.ByteBuffer;

/**
 * The frames of logs, attach and exec when the process has no terminal (C41): a kind, three
 * zero bytes, the payload's length as four bytes with the highest first, the payload.
 *
 * @param kind the stream
 * @param payload the bytes; not copied
 */
public record StreamFrame(StreamKind kind, ByteBuffer payload) {
  /** The length of a header in bytes. */
  public static final int HEADER_BYTES = 8;

  private static final int LENGTH_AT = 4;

  /** Encodes the header of a frame with a payload of {@code length} bytes. */
  public static byte[] header(StreamKind kind, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a frame cannot have " + length + " bytes");
    }
    byte[] header = new byte[HEADER_BYTES];
    header[0] = (byte) kind.code();
    ByteBuffer.wrap(header).putInt(LENGTH_AT, length);
    return header;
  }

  /** The payload's length in a header, up to 2^32 - 1. */
  static long length(byte[] header) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(LENGTH_AT));
  }
}
