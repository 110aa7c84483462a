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
import java.util.function.UnaryOperator;

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

  private Steering() {}

  /**
   * Makes the rules in the calling thread's namespace, where nobody has made them before.
   *
   * @throws dev.harness.runtime.linux.SystemException when the kernel cannot have them
   */
  static void begin(InetSocketAddress listener) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.NETFILTER)) {
      filter(session, listener);
    }
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(
          Routes.lookUpMarked(Answer.LEAD.mark(), ROUTING_TABLE), Routes.allLocal(ROUTING_TABLE));
    }
  }

  /** Of the two ways to hold packets kernels have one or both. */
  private static void filter(NetlinkSession session, InetSocketAddress listener) {
    try {
      session.change(rules(listener, NetfilterRule::queue));
    } catch (SystemException first) {
      try {
        session.change(rules(listener, NetfilterRule::queueAsIptables));
      } catch (SystemException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  private static NetlinkRequest[] rules(
      InetSocketAddress listener, UnaryOperator<NetfilterRule> hold) {
    return NetfilterTable.named(TABLE)
        .chain(
            "hold",
            NetfilterTable.Hook.PREROUTING,
            BEFORE_HELD,
            NetfilterRule.ANY.viaLoopback().accept(),
            hold.apply(NetfilterRule.ANY.openingConnection()),
            NetfilterRule.ANY.toLocal().accept(),
            hold.apply(NetfilterRule.ANY.of(Transport.UDP)),
            hold.apply(NetfilterRule.ANY.of(Transport.ICMP)))
        .chain(
            "steer",
            NetfilterTable.Hook.PREROUTING,
            AFTER_HELD,
            NetfilterRule.ANY.viaLoopback().accept(),
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
