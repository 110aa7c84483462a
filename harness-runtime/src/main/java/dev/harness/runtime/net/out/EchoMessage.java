package dev.harness.runtime.net.out;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The messages of {@code ping}: ICMP echo over IPv4 (RFC 792). */
final class EchoMessage {
  static final int HEADER = 8;
  static final int IDENTIFIER_AT = 4;
  private static final int CHECKSUM_AT = 2;
  private static final int WORD = 0xFFFF;

  private EchoMessage() {}

  /** Gives a message another identifier, and the checksum that belongs to it. */
  static void identify(ByteBuffer message, int identifier) {
    ByteBuffer words = message.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (words.remaining() < HEADER) {
      return;
    }
    words.putShort(IDENTIFIER_AT, (short) identifier);
    words.putShort(CHECKSUM_AT, (short) 0);
    words.putShort(CHECKSUM_AT, (short) ~sum(words));
  }

  /** Of words of 16 bits, in ones' complement (RFC 1071). */
  private static int sum(ByteBuffer words) {
    int sum = 0;
    while (words.remaining() >= Short.BYTES) {
      sum += Short.toUnsignedInt(words.getShort());
    }
    if (words.hasRemaining()) {
      sum += Byte.toUnsignedInt(words.get()) << Byte.SIZE;
    }
    while (sum > WORD) {
      sum = (sum & WORD) + (sum >>> Short.SIZE);
    }
    return sum;
  }
}
