package dev.harness.runtime.net.dns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A question that a container asks.
 *
 * @param flags the second word of the header
 * @param name without capitals and without a dot at its end; empty for the root
 * @param end where the question ends in the message
 * @param payloadBytes the longest answer that the asker takes by UDP
 */
record DnsQuery(
    int id, int flags, String name, int type, int questionClass, int end, int payloadBytes) {
  /** The header's size. */
  static final int HEADER = 12;

  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_LABEL = 63;
  private static final int SMALLEST_PAYLOAD = 512;
  private static final int LARGEST_PAYLOAD = 4096;

  /** A message that is not such a question, but to which there is an answer. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The id of a message that deserves an answer: a whole header, and no answer itself. */
  static Optional<Integer> idOf(ByteBuffer message) {
    boolean answerable = message.limit() >= HEADER && (word(message, 2) & RESPONSE) == 0;
    return answerable ? Optional.of(word(message, 0)) : Optional.empty();
  }

  /**
   * Reads the one question of a message, from 0 to the limit.
   *
   * @throws Malformed when there is none, several, or one of another form
   */
  static DnsQuery parse(ByteBuffer message) throws Malformed {
    try {
      int flags = word(message, 2);
      if ((flags & (RESPONSE | OPCODE)) != 0) {
        throw new Malformed("not a query");
      }
      if (word(message, 4) != 1 || word(message, 6) != 0 || word(message, 8) != 0) {
        throw new Malformed("not one question and nothing else");
      }
      ByteBuffer in = message.duplicate().position(HEADER);
      String name = name(in);
      int type = Short.toUnsignedInt(in.getShort());
      int questionClass = Short.toUnsignedInt(in.getShort());
      int end = in.position();
      return new DnsQuery(
          word(message, 0), flags, name, type, questionClass, end, payload(message, in));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new Malformed("cut off");
    }
  }

  /** Nobody compresses the first name of a message; so there is no loop to fall into. */
  private static String name(ByteBuffer in) throws Malformed {
    StringBuilder name = new StringBuilder();
    int length = Byte.toUnsignedInt(in.get());
    while (length != 0) {
      if (length > LONGEST_LABEL || name.length() + length + 1 > LONGEST_NAME - 1) {
        throw new Malformed("a name that is compressed or too long");
      }
      byte[] label = new byte[length];
      in.get(label);
      String text = new String(label, StandardCharsets.ISO_8859_1);
      if (text.indexOf('.') >= 0) {
        throw new Malformed("a dot within a label");
      }
      name.append(name.isEmpty() ? "" : ".").append(text);
      length = Byte.toUnsignedInt(in.get());
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** What the record {@code OPT} says, if it is the one behind the question (RFC 6891). */
  private static int payload(ByteBuffer message, ByteBuffer in) {
    boolean extended =
        word(message, 10) == 1
            && in.remaining() >= 5
            && in.get(in.position()) == 0
            && word(in, in.position() + 1) == DnsType.OPT;
    int given = extended ? word(in, in.position() + 3) : SMALLEST_PAYLOAD;
    return Math.min(LARGEST_PAYLOAD, Math.max(SMALLEST_PAYLOAD, given));
  }

  private static int word(ByteBuffer message, int at) {
    return Short.toUnsignedInt(message.getShort(at));
  }
}
