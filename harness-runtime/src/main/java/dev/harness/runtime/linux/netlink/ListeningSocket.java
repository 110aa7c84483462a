package dev.harness.runtime.linux.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket that takes TCP connections, or datagrams of anybody, as {@code sock_diag(7)} reports it.
 *
 * @param address the local address, of four bytes only for a socket of the IPv4 family
 * @param onlyIpv6 whether a socket of the IPv6 family refuses IPv4 connections
 */
public record ListeningSocket(InetAddress address, boolean onlyIpv6) {
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int STATE_LISTEN = 10;

  /** Of UDP sockets without a peer. */
  private static final int STATE_CLOSE = 7;

  /** The addresses and ports of {@code struct inet_diag_sockid} but for the local port. */
  private static final int REST_OF_ID = 46;

  private static final int ADDRESS_AT = 8;
  private static final int ATTRIBUTES_AT = 72;
  private static final int INET_DIAG_SKV6ONLY = 11;

  /** Lists what listens on a port in the namespace of {@code session}. */
  public static List<ListeningSocket> onPort(
      NetlinkSession session, Transport transport, int port) {
    List<ListeningSocket> found = new ArrayList<>();
    for (int family : new int[] {AF_INET, AF_INET6}) {
      for (ByteBuffer answer : session.ask(request(family, transport, port))) {
        if (answer.limit() >= ATTRIBUTES_AT) {
          found.add(parse(family, answer));
        }
      }
    }
    return found;
  }

  /** {@code struct inet_diag_req_v2}; the kernel compares the local port for us. */
  static NetlinkRequest request(int family, Transport transport, int port) {
    int state = transport == Transport.TCP ? STATE_LISTEN : STATE_CLOSE;
    return NetlinkRequest.of(
        "list what listens on port " + port,
        SOCK_DIAG_BY_FAMILY,
        NetlinkRequest.DUMP,
        body ->
            body.int8(family)
                .int8(transport.number)
                .int16(0)
                .int32(1 << state)
                .port(port)
                .zeros(REST_OF_ID));
  }

  private static ListeningSocket parse(int family, ByteBuffer answer) {
    byte[] address = new byte[family == AF_INET ? 4 : 16];
    answer.get(ADDRESS_AT, address);
    boolean onlyIpv6 =
        Attributes.read(answer, ATTRIBUTES_AT)
            .find(INET_DIAG_SKV6ONLY)
            .map(value -> value.hasRemaining() && value.get(0) != 0)
            .orElse(false);
    try {
      // An IPv4 address in IPv6 form becomes a plain one here, which is what it stands for.
      return new ListeningSocket(InetAddress.getByAddress(address), onlyIpv6);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }
}
