package dev.harness.runtime.net.out;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An IPv4 packet from a container that may be sent on (RFC 791), checked against the bytes that are
 * there.
 *
 * @param flow of an echo request, its identifier stands for both ports
 * @param payload of UDP, or the whole message of an echo request; empty for TCP
 */
record IpPacket(Protocol protocol, Flow flow, ByteBuffer payload) {
  private static final int SHORTEST_HEADER = 20;
  private static final int FRAGMENT = 0x3FFF;
  private static final int PROTOCOL_AT = 9;
  private static final int SOURCE_AT = 12;
  private static final int DESTINATION_AT = 16;

  /** The type 8 with the code 0. */
  private static final int ECHO_REQUEST = 0x0800;

  private static final int UDP_HEADER = 8;
  private static final int TCP_HEADER = 20;

  /** What is sent on. */
  enum Protocol {
    TCP,
    UDP,
    /** {@code ping}. */
    ECHO
  }

  /** Reads one; nothing when it is another protocol, a fragment, or malformed. */
  static Optional<IpPacket> parse(ByteBuffer bytes) {
    ByteBuffer packet = bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (packet.limit() < SHORTEST_HEADER || packet.get(0) >> 4 != 4) {
      return Optional.empty();
    }
    int header = (packet.get(0) & 0xF) * 4;
    int total = word(packet, 2);
    boolean fragment = (word(packet, 6) & FRAGMENT) != 0;
    if (header < SHORTEST_HEADER || total > packet.limit() || fragment) {
      return Optional.empty();
    }
    return switch (packet.get(PROTOCOL_AT)) {
      case 1 -> echo(packet, header, total);
      case 6 -> total < header + TCP_HEADER ? Optional.empty() : Optional.of(tcp(packet, header));
      case 17 -> udp(packet, header, total);
      default -> Optional.empty();
    };
  }

  private static Optional<IpPacket> echo(ByteBuffer packet, int header, int total) {
    if (total < header + EchoMessage.HEADER || word(packet, header) != ECHO_REQUEST) {
      return Optional.empty();
    }
    int identifier = word(packet, header + EchoMessage.IDENTIFIER_AT);
    Flow flow =
        new Flow(
            address(packet, SOURCE_AT, identifier), address(packet, DESTINATION_AT, identifier));
    return Optional.of(new IpPacket(Protocol.ECHO, flow, packet.slice(header, total - header)));
  }

  private static IpPacket tcp(ByteBuffer packet, int header) {
    return new IpPacket(Protocol.TCP, flow(packet, header), ByteBuffer.allocate(0));
  }

  private static Optional<IpPacket> udp(ByteBuffer packet, int header, int total) {
    if (total < header + UDP_HEADER) {
      return Optional.empty();
    }
    int length = word(packet, header + 4);
    if (length < UDP_HEADER || header + length > total) {
      return Optional.empty();
    }
    ByteBuffer payload = packet.slice(header + UDP_HEADER, length - UDP_HEADER);
    return Optional.of(new IpPacket(Protocol.UDP, flow(packet, header), payload));
  }

  private static Flow flow(ByteBuffer packet, int header) {
    return new Flow(
        address(packet, SOURCE_AT, word(packet, header)),
        address(packet, DESTINATION_AT, word(packet, header + 2)));
  }

  private static InetSocketAddress address(ByteBuffer packet, int at, int port) {
    byte[] address = new byte[4];
    packet.get(at, address);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }

  private static int word(ByteBuffer packet, int at) {
    return Short.toUnsignedInt(packet.getShort(at));
  }
}
