package dev.harness.runtime.net.dns;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.NetfilterRule;
import dev.harness.runtime.linux.netlink.NetfilterTable;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Transport;
import java.net.Inet4Address;

/**
 * The rules of a container's namespace that lead questions to the name server, which listens on
 * other ports than 53, so that the container can listen there itself.
 *
 * <p>Packets change on their way out, questions and answers alike; so nothing is tracked.
 */
final class NameRules {
  private static final String TABLE = "harness-names";
  private static final int PRIORITY = -150;
  private static final int PORT = 53;

  private NameRules() {}

  /**
   * Makes the rules in the calling thread's namespace.
   *
   * @throws dev.harness.runtime.linux.SystemException when the kernel cannot have them
   */
  static void begin(Inet4Address server, int udpPort, int tcpPort) {
    NetlinkRequest[] rules =
        NetfilterTable.named(TABLE)
            .chain(
                "output",
                NetfilterTable.Hook.OUTPUT,
                PRIORITY,
                question(server, Transport.UDP, udpPort),
                question(server, Transport.TCP, tcpPort),
                answer(server, Transport.UDP, udpPort),
                answer(server, Transport.TCP, tcpPort))
            .transaction();
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.NETFILTER)) {
      try {
        session.change(rules);
      } catch (SystemException e) {
        if (e.errno() != Errno.EEXIST) {
          throw e;
        }
        // Those of a name server that was closed before its namespace has gone.
        session.change(NetfilterTable.deletion(TABLE));
        session.change(rules);
      }
    }
  }

  private static NetfilterRule question(Inet4Address server, Transport transport, int port) {
    return NetfilterRule.ANY.to(server, transport, PORT).changeDestination(transport, port);
  }

  private static NetfilterRule answer(Inet4Address server, Transport transport, int port) {
    return NetfilterRule.ANY.from(server, transport, port).changeSource(transport, PORT);
  }
}
