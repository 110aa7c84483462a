package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.NetfilterRule;
import dev.harness.runtime.linux.netlink.NetfilterTable;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Routes;
import dev.harness.runtime.linux.netlink.Transport;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The rules of the hub that bring to us what containers send beyond it.
 *
 * <p>The first packet of a connection, and every packet of UDP and ICMP, is held until we have decided, so that
 * a container hears "refused" only when that is so (N24). What is let go afterwards is steered to a
 * transparent socket, which needs no connection tracking.
 */
final class Steering {
  private static final String TABLE = "harness";
  private static final int BEFORE_HELD = -150;
  private static final int AFTER_HELD = -149;
  private static final int HOST_UNREACHABLE = 1;
  private static final int NET_UNREACHABLE = 0;
  private static final int PORT_UNREACHABLE = 3;
  private static final int PROHIBITED = 13;
  private static final int ROUTING_TABLE = 100;

  /** A mark that is none of an {@link Answer}. */
  private static final int OF_HOST = 7;

  private Steering() {}

  /**
   * Makes the rules in the calling thread's namespace, where nobody has made them before.
   *
   * @param hostLink by which the host itself reaches containers, which is left alone
   * @throws dev.harness.runtime.linux.SystemException when the kernel cannot have them
   */
  static void begin(InetSocketAddress listener, OptionalInt hostLink) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.NETFILTER)) {
      filter(session, new Places(listener, hostLink));
    }
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(
          Routes.lookUpMarked(Answer.LEAD.mark(), ROUTING_TABLE), Routes.allLocal(ROUTING_TABLE));
    }
  }

  private record Places(InetSocketAddress listener, OptionalInt hostLink) {
    /** What the host says and hears, before rules about the rest. */
    NetfilterRule[] before(NetfilterRule... rest) {
      Stream<NetfilterRule> ofHost =
          hostLink.stream()
              .boxed()
              .flatMap(
                  link -> Stream.of(NetfilterRule.ANY.via(link), NetfilterRule.ANY.toBeyond(link)))
              .map(rule -> rule.mark(OF_HOST).accept());
      return Stream.concat(ofHost, Stream.of(rest)).toArray(NetfilterRule[]::new);
    }
  }

  /** Of the two ways to hold packets kernels have one or both. */
  private static void filter(NetlinkSession session, Places places) {
    try {
      session.change(rules(places, NetfilterRule::queue));
    } catch (SystemException first) {
      try {
        session.change(rules(places, NetfilterRule::queueAsIptables));
      } catch (SystemException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  private static NetlinkRequest[] rules(Places places, UnaryOperator<NetfilterRule> hold) {
    InetSocketAddress listener = places.listener();
    return NetfilterTable.named(TABLE)
        .chain(
            "hold",
            NetfilterTable.Hook.PREROUTING,
            BEFORE_HELD,
            places.before(
                NetfilterRule.ANY.viaLoopback().accept(),
                hold.apply(NetfilterRule.ANY.openingConnection()),
                NetfilterRule.ANY.toLocal().accept(),
                hold.apply(NetfilterRule.ANY.of(Transport.UDP)),
                hold.apply(NetfilterRule.ANY.of(Transport.ICMP))))
        .chain(
            "steer",
            NetfilterTable.Hook.PREROUTING,
            AFTER_HELD,
            NetfilterRule.ANY.viaLoopback().accept(),
            NetfilterRule.ANY.marked(OF_HOST).accept(),
            NetfilterRule.ANY.of(Transport.TCP).marked(Answer.RESET.mark()).reset(),
            unreachable(Answer.HOST_UNREACHABLE, HOST_UNREACHABLE),
            unreachable(Answer.NET_UNREACHABLE, NET_UNREACHABLE),
            unreachable(Answer.PROHIBITED, PROHIBITED),
            unreachable(Answer.PORT_UNREACHABLE, PORT_UNREACHABLE),
            NetfilterRule.ANY
                .of(Transport.TCP)
                .marked(Answer.LEAD.mark())
                .steerTo(listener)
                .accept(),
            NetfilterRule.ANY.toLocal().accept(),
            NetfilterRule.ANY.of(Transport.TCP).steerTo(listener).mark(Answer.LEAD.mark()).accept(),
            NetfilterRule.ANY.drop())
        .transaction();
  }

  private static NetfilterRule unreachable(Answer answer, int icmpCode) {
    return NetfilterRule.ANY.marked(answer.mark()).unreachable(icmpCode);
  }
}
