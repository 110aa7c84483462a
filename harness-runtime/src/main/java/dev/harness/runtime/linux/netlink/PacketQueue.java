package dev.harness.runtime.linux.netlink;

import dev.harness.runtime.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Queue 0 of packets that rules of a network namespace hold, the one that the thread is in which
 * opens it. For one thread at a time.
 *
 * <p>Source of the numbers: {@code linux/netfilter/nfnetlink_queue.h}.
 */
public final class PacketQueue implements AutoCloseable {
  private static final int SUBSYSTEM = 3;
  private static final int PACKET = SUBSYSTEM << 8;
  private static final int VERDICT = SUBSYSTEM << 8 | 1;
  private static final int CONFIGURE = SUBSYSTEM << 8 | 2;
  private static final int COMMAND = 1;
  private static final int PARAMETERS = 2;
  private static final int MAXIMUM_LENGTH = 3;
  private static final int BIND = 1;
  private static final int COPY_PACKET = 2;
  private static final int WHOLE = 0xFFFF;
  private static final int IPV4 = 2;

  /** More than these wait for a decision only when something is wrong; they are lost. */
  private static final int LENGTH = 4096;

  private static final int GENERIC_HEADER = 4;
  private static final int PACKET_HEADER = 1;
  private static final int VERDICT_HEADER = 2;
  private static final int MARK = 3;
  private static final int INCOMING_LINK = 5;
  private static final int PAYLOAD = 10;
  private static final int DROP = 0;
  private static final int ACCEPT = 1;
  private static final int RECEIVE_BYTES = 0xFFFF + 1024;

  private final KernelTransport transport;
  private final ByteBuffer in = direct(RECEIVE_BYTES);
  private final ByteBuffer out = direct(64);

  private PacketQueue(KernelTransport transport) {
    this.transport = transport;
  }

  /**
   * Begins to take packets.
   *
   * @throws dev.harness.runtime.linux.SystemException when the kernel has no queues, or somebody
   *     else has this one
   */
  public static PacketQueue open() {
    KernelTransport transport = KernelTransport.open(NetlinkProtocol.NETFILTER.number);
    boolean opened = false;
    try {
      transport.loseRatherThanFail();
      new NetlinkSession(transport).change(bind(), copyWhole());
      opened = true;
      return new PacketQueue(transport);
    } finally {
      if (!opened) {
        transport.close();
      }
    }
  }

  /** What can be read when a packet waits; stays the queue's. */
  public Fd fd() {
    return transport.socket();
  }

  /** Takes the next packet, waiting for it; nothing when what came was none. */
  public Optional<QueuedPacket> receive() {
    transport.receive(in);
    NetlinkReply message = NetlinkReply.read(in);
    return message.type() == PACKET ? parse(message.body()) : Optional.empty();
  }

  static Optional<QueuedPacket> parse(ByteBuffer body) {
    Attributes attributes = Attributes.read(body, GENERIC_HEADER);
    Optional<ByteBuffer> header =
        attributes.find(PACKET_HEADER).filter(found -> found.remaining() >= Integer.BYTES);
    Optional<ByteBuffer> payload = attributes.find(PAYLOAD);
    if (header.isEmpty() || payload.isEmpty()) {
      return Optional.empty();
    }
    int link = attributes.find(INCOMING_LINK).map(PacketQueue::network32).orElse(0);
    return Optional.of(new QueuedPacket(network32(header.get()), link, payload.get()));
  }

  /** Lets a packet, named by its id, go on its way with a mark. */
  public void accept(int id, int mark) {
    decide(id, ACCEPT, mark);
  }

  /** Loses a packet. */
  public void drop(int id) {
    decide(id, DROP, 0);
  }

  @Override
  public void close() {
    transport.close();
  }

  private void decide(int id, int verdict, int mark) {
    verdict(id, verdict, mark).put(out.clear(), 0);
    transport.send(out.flip());
  }

  static NetlinkRequest bind() {
    return configure(
        "bind the packet queue",
        body -> body.attribute(COMMAND, command -> command.int8(BIND).int8(0).port(IPV4)));
  }

  static NetlinkRequest copyWhole() {
    return configure(
        "set up the packet queue",
        body ->
            body.attribute(PARAMETERS, value -> value.network32(WHOLE).int8(COPY_PACKET))
                .networkAttribute(MAXIMUM_LENGTH, LENGTH));
  }

  static NetlinkRequest verdict(int id, int verdict, int mark) {
    return NetlinkRequest.of(
        "decide about a packet",
        VERDICT,
        0,
        body ->
            body.int8(IPV4)
                .zeros(3)
                .attribute(VERDICT_HEADER, value -> value.network32(verdict).network32(id))
                .networkAttribute(MARK, mark));
  }

  private static NetlinkRequest configure(String purpose, Consumer<AttributeWriter> attributes) {
    return NetlinkRequest.of(
        purpose,
        CONFIGURE,
        NetlinkRequest.ACKNOWLEDGE,
        body -> attributes.accept(body.int8(IPV4).zeros(3)));
  }

  private static int network32(ByteBuffer value) {
    return value.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0);
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
