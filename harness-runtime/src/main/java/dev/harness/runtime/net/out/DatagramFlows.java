package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Datagrams;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.relay.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All conversations by one protocol, by their two ends. Used by the loop's thread only. */
final class DatagramFlows {
  /** Whoever begins more gives up its oldest. */
  private static final int OF_ONE_CONTAINER = 256;

  private static final int OF_ALL = 1024;

  private final EventLoop loop;
  private final Hub hub;
  private final DatagramProtocol protocol;
  private final Map<Flow, Watched> flows = new LinkedHashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Datagrams.MAXIMUM);

  private record Watched(DatagramFlow datagrams, int key) {}

  DatagramFlows(EventLoop loop, Hub hub, DatagramProtocol protocol) {
    this.loop = loop;
    this.hub = hub;
    this.protocol = protocol;
    loop.everySecond(this::forgetOld);
  }

  /**
   * Sends a datagram on.
   *
   * @return what to answer to the container: nothing when it went
   */
  Answer send(Flow flow, InetSocketAddress target, ByteBuffer payload) {
    try {
      Watched watched = flows.get(flow);
      DatagramFlow datagrams = watched == null ? begin(flow, target) : watched.datagrams();
      if (!datagrams.isRefused()) {
        datagrams.send(buffer.clear().put(payload).flip());
      }
      if (datagrams.isRefused()) {
        forget(flow);
        return Answer.PORT_UNREACHABLE;
      }
      return Answer.NOTHING;
    } catch (SystemException e) {
      forget(flow);
      return Answer.to(e.errno());
    }
  }

  /** Whether there is a conversation between these two. */
  boolean has(Flow flow) {
    return flows.containsKey(flow);
  }

  /** Closes all, when the loop has ended. */
  void close() {
    flows.values().forEach(watched -> watched.datagrams().close());
    flows.clear();
  }

  private DatagramFlow begin(Flow flow, InetSocketAddress target) {
    makeRoom(flow.source().getAddress());
    Fd host = protocol.ofHost(target.getAddress());
    try {
      Sockets.connect(host, target);
      DatagramFlow datagrams =
          new DatagramFlow(
              host,
              hub.inHub(() -> pretended(flow)),
              answer -> protocol.changeAnswer(answer, flow));
      int key = loop.onReadable(host, () -> datagrams.receive(buffer));
      flows.put(flow, new Watched(datagrams, key));
      return datagrams;
    } catch (SystemException e) {
      host.close();
      throw e;
    }
  }

  /** A socket that speaks for the destination. */
  private Fd pretended(Flow flow) {
    Fd socket = protocol.ofHub(flow.source().getAddress());
    boolean made = false;
    try {
      Sockets.set(socket, SocketOption.TRANSPARENT, 1);
      Sockets.set(socket, SocketOption.REUSE_ADDRESS, 1);
      Sockets.bind(socket, flow.destination());
      Sockets.connect(socket, flow.source());
      made = true;
      return socket;
    } finally {
      if (!made) {
        socket.close();
      }
    }
  }

  private void makeRoom(InetAddress container) {
    List<Flow> own =
        flows.keySet().stream()
            .filter(flow -> flow.source().getAddress().equals(container))
            .toList();
    if (own.size() >= OF_ONE_CONTAINER) {
      forget(own.get(0));
    } else if (flows.size() >= OF_ALL) {
      forget(flows.keySet().iterator().next());
    }
  }

  private void forgetOld() {
    long now = System.nanoTime();
    List.copyOf(flows.entrySet()).stream()
        .filter(entry -> entry.getValue().datagrams().isOver(now))
        .forEach(entry -> forget(entry.getKey()));
  }

  private void forget(Flow flow) {
    Watched gone = flows.remove(flow);
    if (gone != null) {
      loop.forget(gone.datagrams().host(), gone.key());
      gone.datagrams().close();
    }
  }
}
