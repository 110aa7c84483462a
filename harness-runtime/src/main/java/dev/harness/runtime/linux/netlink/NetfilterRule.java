package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A rule of nf_tables: what packets it is about, then what becomes of them. Conditions and actions
 * are in the order in which they were added.
 */
public final class NetfilterRule {
  /** The rule for all packets, which does nothing yet. */
  public static final NetfilterRule ANY = new NetfilterRule(List.of());

  private static final int FIN_SYN_RST_ACK = 0x17;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;
  private static final int TCP_FLAGS_AT = 13;
  private static final int TCP_CHECKSUM_AT = 16;
  private static final int UDP_CHECKSUM_AT = 6;
  private static final int SOURCE_PORT_AT = 0;
  private static final int DESTINATION_PORT_AT = 2;
  private static final int SOURCE_AT = 12;
  private static final int DESTINATION_AT = 16;
  private static final int DROP = 0;
  private static final int ACCEPT = 1;

  private final List<Consumer<AttributeWriter>> expressions;

  private NetfilterRule(List<Consumer<AttributeWriter>> expressions) {
    this.expressions = expressions;
  }

  /** About packets that came over the loopback link. */
  public NetfilterRule viaLoopback() {
    return via(Links.LOOPBACK);
  }

  /** About packets that came over a link. */
  public NetfilterRule via(int link) {
    return and(NetfilterExpressions.loadIncomingLink())
        .and(NetfilterExpressions.equal(host32(link)));
  }

  /** About packets that leave by a link, where that is decided. */
  public NetfilterRule out(int link) {
    return and(NetfilterExpressions.loadOutgoingLink())
        .and(NetfilterExpressions.equal(host32(link)));
  }

  /** About packets to what is reached by a link, where nothing is decided yet. */
  public NetfilterRule toBeyond(int link) {
    return and(NetfilterExpressions.loadLinkToDestination())
        .and(NetfilterExpressions.equal(host32(link)));
  }

  /** About packets from an address to another. */
  public NetfilterRule between(Inet4Address from, Inet4Address to) {
    return and(NetfilterExpressions.loadNetworkHeader(SOURCE_AT, 4))
        .and(NetfilterExpressions.equal(from.getAddress()))
        .and(NetfilterExpressions.loadNetworkHeader(DESTINATION_AT, 4))
        .and(NetfilterExpressions.equal(to.getAddress()));
  }

  /** About packets of a protocol. */
  public NetfilterRule of(Transport transport) {
    return and(NetfilterExpressions.loadProtocol())
        .and(NetfilterExpressions.equal(new byte[] {(byte) transport.number}));
  }

  /** About the first packet of a TCP connection. */
  public NetfilterRule openingConnection() {
    return flags(FIN_SYN_RST_ACK, SYN);
  }

  /** About packets of TCP that say that they answer one, as all but the first of a connection do. */
  public NetfilterRule answering() {
    return flags(ACK, ACK);
  }

  /** About packets of TCP that end a connection which their sender does not know. */
  public NetfilterRule resetting() {
    return flags(SYN | RST, RST);
  }

  /** About messages of ICMP of one type. */
  public NetfilterRule ofIcmp(int type) {
    return of(Transport.ICMP)
        .and(NetfilterExpressions.loadTransportHeader(0, 1))
        .and(NetfilterExpressions.equal(new byte[] {(byte) type}));
  }

  /** A packet whose flags cannot be read, such as a fragment, has none of these. */
  private NetfilterRule flags(int among, int set) {
    return of(Transport.TCP)
        .and(NetfilterExpressions.loadTransportHeader(TCP_FLAGS_AT, 1))
        .and(NetfilterExpressions.mask((byte) among))
        .and(NetfilterExpressions.equal(new byte[] {(byte) set}));
  }

  /** About packets to an address that this namespace has itself. */
  public NetfilterRule toLocal() {
    return and(NetfilterExpressions.loadTypeOfDestination())
        .and(NetfilterExpressions.equal(host32(NetfilterExpressions.LOCAL)));
  }

  /** About packets with a mark. */
  public NetfilterRule marked(int mark) {
    return and(NetfilterExpressions.loadMark()).and(NetfilterExpressions.equal(host32(mark)));
  }

  /** About packets to an address and a port. */
  public NetfilterRule to(Inet4Address address, Transport transport, int port) {
    return and(NetfilterExpressions.loadNetworkHeader(DESTINATION_AT, 4))
        .and(NetfilterExpressions.equal(address.getAddress()))
        .of(transport)
        .port(DESTINATION_PORT_AT, port);
  }

  /** About packets from an address and a port. */
  public NetfilterRule from(Inet4Address address, Transport transport, int port) {
    return and(NetfilterExpressions.loadNetworkHeader(SOURCE_AT, 4))
        .and(NetfilterExpressions.equal(address.getAddress()))
        .of(transport)
        .port(SOURCE_PORT_AT, port);
  }

  /** Lets them pass this chain. */
  public NetfilterRule accept() {
    return and(NetfilterExpressions.verdict(ACCEPT));
  }

  /** Loses them without a word. */
  public NetfilterRule drop() {
    return and(NetfilterExpressions.verdict(DROP));
  }

  /** Holds them until the reader of packet queue 0 decides; without one they are lost. */
  public NetfilterRule queue() {
    return and(NetfilterExpressions.queue());
  }

  /** Like {@link #queue}, as iptables does it; some kernels have only the one or the other. */
  public NetfilterRule queueAsIptables() {
    return and(NetfilterExpressions.queueAsIptables());
  }

  /** Answers by a reset of TCP. */
  public NetfilterRule reset() {
    return and(NetfilterExpressions.reject(NetfilterExpressions.REJECT_RESET, 0));
  }

  /** Answers that the destination is unreachable, with the code of RFC 792 or 1812. */
  public NetfilterRule unreachable(int icmpCode) {
    return and(NetfilterExpressions.reject(NetfilterExpressions.REJECT_ICMP, icmpCode));
  }

  /** Gives them to the transparent socket at an address, or to its connection that they are of. */
  public NetfilterRule steerTo(InetSocketAddress socket) {
    return and(NetfilterExpressions.immediate(1, socket.getAddress().getAddress()))
        .and(NetfilterExpressions.immediate(2, port(socket.getPort())))
        .and(NetfilterExpressions.steer());
  }

  /** Sends a copy of them, as they are, on to a neighbour. */
  public NetfilterRule copyTo(Inet4Address neighbour) {
    return and(NetfilterExpressions.immediate(1, neighbour.getAddress()))
        .and(NetfilterExpressions.duplicate());
  }

  /** Marks them. */
  public NetfilterRule mark(int mark) {
    return and(NetfilterExpressions.immediate(1, host32(mark)))
        .and(NetfilterExpressions.storeMark());
  }

  /** Changes the port that they go to. */
  public NetfilterRule changeDestination(Transport transport, int port) {
    return change(transport, DESTINATION_PORT_AT, port);
  }

  /** Changes the port that they come from. */
  public NetfilterRule changeSource(Transport transport, int port) {
    return change(transport, SOURCE_PORT_AT, port);
  }

  void write(AttributeWriter writer) {
    expressions.forEach(expression -> expression.accept(writer));
  }

  private NetfilterRule port(int at, int port) {
    return and(NetfilterExpressions.loadTransportHeader(at, 2))
        .and(NetfilterExpressions.equal(port(port)));
  }

  private NetfilterRule change(Transport transport, int at, int port) {
    int checksumAt = transport == Transport.TCP ? TCP_CHECKSUM_AT : UDP_CHECKSUM_AT;
    return and(NetfilterExpressions.immediate(1, port(port)))
        .and(NetfilterExpressions.storePort(at, checksumAt));
  }

  private NetfilterRule and(Consumer<AttributeWriter> expression) {
    List<Consumer<AttributeWriter>> more = new ArrayList<>(expressions);
    more.add(expression);
    return new NetfilterRule(List.copyOf(more));
  }

  private static byte[] port(int port) {
    return new byte[] {(byte) (port >> 8), (byte) port};
  }

  private static byte[] host32(int value) {
    return new AttributeWriter().int32(value).toByteArray();
  }
}
