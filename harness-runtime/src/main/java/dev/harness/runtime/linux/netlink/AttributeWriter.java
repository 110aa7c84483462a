package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes the body of a message: the fixed part, then attributes (type, length, value, padding).
 *
 * <p>Numbers are in the machine's order unless said otherwise, as netlink wants them.
 */
final class AttributeWriter {
  private static final int INITIAL = 128;
  private static final int ALIGNMENT = 4;

  private ByteBuffer bytes = allocate(INITIAL);

  AttributeWriter int8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  AttributeWriter int16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  AttributeWriter int32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** Writes a number of 32 bits in network order. */
  AttributeWriter network32(int value) {
    return port(value >> 16).port(value);
  }

  /** Writes a port number in network order. */
  AttributeWriter port(int value) {
    return int8(value >> 8).int8(value);
  }

  AttributeWriter zeros(int count) {
    room(count).put(new byte[count]);
    return this;
  }

  AttributeWriter attribute(int type, byte[] value) {
    return attribute(type, body -> body.room(value.length).put(value));
  }

  AttributeWriter attribute(int type, int value) {
    return attribute(type, body -> body.int32(value));
  }

  /** Writes a number of 32 bits in network order, as netfilter wants them. */
  AttributeWriter networkAttribute(int type, int value) {
    return attribute(type, body -> body.network32(value));
  }

  /** Writes a text with the zero byte that ends it. */
  AttributeWriter attribute(int type, String value) {
    return attribute(type, (value + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes an attribute whose value is what {@code value} writes, often attributes again. */
  AttributeWriter attribute(int type, Consumer<AttributeWriter> value) {
    int start = bytes.position();
    int16(0).int16(type);
    value.accept(this);
    bytes.putShort(start, (short) (bytes.position() - start));
    return zeros(-bytes.position() & (ALIGNMENT - 1));
  }

  byte[] toByteArray() {
    byte[] written = new byte[bytes.position()];
    bytes.get(0, written);
    return written;
  }

  private ByteBuffer room(int count) {
    if (bytes.remaining() < count) {
      bytes = allocate(2 * bytes.capacity() + count).put(bytes.flip());
    }
    return bytes;
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
