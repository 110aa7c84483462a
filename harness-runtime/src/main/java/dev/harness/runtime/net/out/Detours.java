package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.NetfilterRule;
import dev.harness.runtime.linux.netlink.NetfilterTable;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Transport;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.relay.Faults;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which containers' connections to others of their network come by the engine, where they can have
 * faults.
 *
 * <p>What a container sends to the other by TCP is led here, and not all of it belongs to connections
 * that it begins by here: what it answers to connections of the other, and says in those that were
 * begun before, is passed on as it is.
 */
public final class Detours {
  private static final int BEFORE_HELD = -151;

  /** Where nobody listens: only connections that there are can be found for it. */
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final Hub hub;
  private final Map<Pair, Faults> faults = new ConcurrentHashMap<>();
  private final CompletableFuture<Optional<String>> obstacle = new CompletableFuture<>();

  private record Pair(Inet4Address from, Inet4Address to) {
    static Pair of(Attachment from, Attachment to) {
      return new Pair(from.address(), to.address());
    }

    String table() {
      HexFormat hex = HexFormat.of();
      return "harness-" + hex.formatHex(from.getAddress()) + "-" + hex.formatHex(to.getAddress());
    }
  }

  /** Begins without any; the hub must stay open longer. */
  public Detours(Hub hub) {
    this.hub = hub;
  }

  /**
   * Takes on what is led here between two places of a network.
   *
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public void open(Attachment from, Attachment to, Faults put) {
    Pair pair = Pair.of(from, to);
    try {
      change(rules(pair, from.hubLink()));
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "the packet filter cannot pass on what does not belong to a link", e);
    }
    faults.put(pair, put);
  }

  /** Loses the beginnings of new connections, so that they are repeated; or takes them on again. */
  public void pause(Attachment from, Attachment to, boolean whether, Faults put) {
    if (whether) {
      faults.remove(Pair.of(from, to));
    } else {
      faults.put(Pair.of(from, to), put);
    }
  }

  /** Takes {@link #open} back, once nothing is led here any more; connections that there are go on. */
  public void close(Attachment from, Attachment to) {
    Pair pair = Pair.of(from, to);
    faults.remove(pair);
    change(NetfilterTable.deletion(pair.table()));
  }

  /** Says once why there are none on this machine. */
  public void impossible(String reason) {
    obstacle.complete(Optional.of(reason));
  }

  /** Why there are none on this machine, if so; blocks while that is found out at the boot. */
  public Optional<String> obstacle() {
    return obstacle.join();
  }

  /** Says that connections are taken on. */
  void possible() {
    obstacle.complete(Optional.empty());
  }

  /** What is wrong with connections between two addresses, if they come by here. */
  Optional<Faults> between(Inet4Address from, Inet4Address to) {
    return Optional.ofNullable(faults.get(new Pair(from, to)));
  }

  /** Only what came over the pair's own link: nobody of another network is to be let in by this. */
  private static NetlinkRequest[] rules(Pair pair, int link) {
    NetfilterRule passing = NetfilterRule.ANY.via(link).between(pair.from(), pair.to());
    return NetfilterTable.named(pair.table())
        .chain(
            "pass",
            NetfilterTable.Hook.PREROUTING,
            BEFORE_HELD,
            passing.openingConnection().accept(),
            passing.of(Transport.TCP).steerTo(NOBODY).mark(Answer.LEAD.mark()).accept(),
            passing.of(Transport.TCP).copyTo(pair.to()).drop())
        .transaction();
  }

  private void change(NetlinkRequest... requests) {
    boolean unused =
        hub.inHub(
            () -> {
              try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.NETFILTER)) {
                session.change(requests);
              }
              return true;
            });
  }
}
