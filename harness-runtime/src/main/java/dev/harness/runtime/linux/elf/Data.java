package dev.harness.runtime.linux.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writable memory of a program.
 *
 * <p>Its addresses are final as soon as something is added, so data may hold addresses of data.
 */
public final class Data {
  private static final int ALIGNMENT = 8;
  private static final int LIMIT = 16 << 20;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final Map<String, Operand.Address> strings = new HashMap<>();

  Data() {}

  /** Adds text as UTF-8 with a terminating zero; equal texts share one place. */
  public Operand.Address string(String text) {
    return strings.computeIfAbsent(
        text, added -> bytes((added + "\0").getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds a zero-terminated vector of texts. */
  public Operand.Address strings(List<String> texts) {
    long[] addresses = new long[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      addresses[i] = string(texts.get(i)).address();
    }
    return longs(addresses);
  }

  /** Adds numbers of eight bytes. */
  public Operand.Address longs(long... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(value);
    }
    return bytes(buffer.array());
  }

  /** Adds zeros, to be written when the program runs. */
  public Operand.Address zeros(int size) {
    return bytes(new byte[size]);
  }

  /**
   * Adds bytes, aligned to eight.
   *
   * @throws IllegalArgumentException when the program becomes too large
   */
  public Operand.Address bytes(byte[] bytes) {
    while (content.size() % ALIGNMENT != 0) {
      content.write(0);
    }
    if (content.size() + (long) bytes.length > LIMIT) {
      throw new IllegalArgumentException(
          "arguments and environment need more than %d bytes".formatted(LIMIT));
    }
    int address = ElfFile.DATA_ADDRESS + content.size();
    content.writeBytes(bytes);
    return new Operand.Address(address);
  }

  byte[] content() {
    return content.toByteArray();
  }
}
