package dev.harness.runtime.net.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers: the header, the question again, and records that point to its name. */
final class DnsAnswer {
  /** What an answer says of the question, the numbers of RFC 1035. */
  enum Code {
    DONE(0),
    MALFORMED(1),
    FAILED(2),
    NO_SUCH_NAME(3),
    REFUSED(5);

    private final int number;

    Code(int number) {
      this.number = number;
    }
  }

  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int TO_THE_QUESTION = 0xC000 | DnsQuery.HEADER;
  private static final int TTL_SECONDS = 600;
  private static final int RECORD_HEADER = 12;
  private static final int MAXIMUM = 0xFFFF;

  private final DnsQuery query;
  private final ByteBuffer question;

  /** Answers a query in {@code message}, which is borrowed. */
  DnsAnswer(DnsQuery query, ByteBuffer message) {
    this.query = query;
    this.question = message.duplicate().position(DnsQuery.HEADER).limit(query.end());
  }

  /** Answers what cannot be read. */
  static ByteBuffer malformed(int id) {
    ByteBuffer out = ByteBuffer.allocate(DnsQuery.HEADER);
    out.putShort((short) id).putShort((short) (RESPONSE | Code.MALFORMED.number));
    return out.clear();
  }

  /** Answers without a record. */
  ByteBuffer empty(Code code) {
    return records(code, DnsQuery.HEADER, List.of());
  }

  /**
   * Answers with addresses.
   *
   * @param limit the bytes that the asker takes; what does not fit is left out, and the answer says
   *     so
   */
  ByteBuffer addresses(List<? extends InetAddress> addresses, int limit) {
    return records(
        Code.DONE, limit, addresses.stream().map(address -> address.getAddress()).toList());
  }

  /** Answers with a name. */
  ByteBuffer pointer(String name, int limit) {
    ByteBuffer data = ByteBuffer.allocate(name.length() + 2);
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
      data.put((byte) bytes.length).put(bytes);
    }
    data.put((byte) 0);
    return records(Code.DONE, limit, List.of(data.array()));
  }

  private ByteBuffer records(Code code, int limit, List<byte[]> data) {
    int room = Math.min(MAXIMUM, limit) - DnsQuery.HEADER - question.remaining();
    int size = 0;
    int count = 0;
    while (count < data.size() && size + RECORD_HEADER + data.get(count).length <= room) {
      size += RECORD_HEADER + data.get(count).length;
      count++;
    }
    int flags = RESPONSE | (query.flags() & RECURSION_DESIRED) | RECURSION_AVAILABLE | code.number;
    ByteBuffer out = ByteBuffer.allocate(DnsQuery.HEADER + question.remaining() + size);
    out.putShort((short) query.id());
    out.putShort((short) (count < data.size() ? flags | TRUNCATED : flags));
    out.putShort((short) 1).putShort((short) count).putInt(0).put(question.duplicate());
    for (byte[] value : data.subList(0, count)) {
      out.putShort((short) TO_THE_QUESTION).putShort((short) query.type());
      out.putShort((short) DnsType.INTERNET).putInt(TTL_SECONDS);
      out.putShort((short) value.length).put(value);
    }
    return out.flip();
  }
}
