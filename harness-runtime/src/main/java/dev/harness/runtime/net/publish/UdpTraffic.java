package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Datagrams;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Await;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.relay.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datagrams of a published UDP port: each client has a socket of its own towards the container,
 * so that answers find back to it, from the published address (N17).
 *
 * <p>All but {@link #open} and {@link #close} runs on the loop's thread.
 */
final class UdpTraffic implements Traffic {
  private static final Logger LOG = LoggerFactory.getLogger(UdpTraffic.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(90);

  /** Of more clients the one that came first is forgotten. */
  private static final int CLIENTS = 1024;

  private static final int IN_A_ROW = 32;

  private final EventLoop loop;
  private final Hub hub;
  private final InetSocketAddress target;
  private final Runnable lookAround = this::forgetIdle;
  private final Map<HostSocket, Integer> open = new HashMap<>();
  private final Map<Client, Way> ways = new LinkedHashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Datagrams.MAXIMUM);

  private record Client(HostSocket at, InetSocketAddress address) {}

  private static final class Way {
    final Fd container;
    int key;
    long lastUse;

    Way(Fd container) {
      this.container = container;
    }
  }

  UdpTraffic(EventLoop loop, Hub hub, InetSocketAddress target) {
    this.loop = loop;
    this.hub = hub;
    this.target = target;
  }

  @Override
  public void open(List<HostSocket> sockets) {
    Await.result(
        loop.execute(
            () -> {
              loop.everySecond(lookAround);
              for (HostSocket socket : sockets) {
                open.put(socket, loop.onReadable(socket.fd(), () -> receive(socket)));
              }
            }));
  }

  @Override
  public void close(List<HostSocket> sockets) {
    Await.result(
        loop.execute(
            () -> {
              loop.neverAgain(lookAround);
              open.forEach((socket, key) -> loop.forget(socket.fd(), key));
              List.copyOf(ways.keySet()).forEach(this::forget);
            }));
    sockets.forEach(HostSocket::close);
  }

  private void receive(HostSocket socket) {
    for (int i = 0; i < IN_A_ROW; i++) {
      var client = Datagrams.receiveFrom(socket.fd(), buffer);
      if (client.isEmpty()) {
        return;
      }
      Client who = new Client(socket, client.get());
      try {
        Way way = wayOf(who);
        way.lastUse = System.nanoTime();
        Datagrams.send(way.container, buffer);
      } catch (SystemException e) {
        // The container does not take it: nobody listens there at the moment.
        LOG.debug("a datagram to {} is lost: {}", target, e.getMessage());
      }
    }
  }

  private Way wayOf(Client client) {
    Way known = ways.get(client);
    if (known != null) {
      return known;
    }
    if (ways.size() >= CLIENTS) {
      forget(ways.keySet().iterator().next());
    }
    Way made = new Way(hub.inHub(this::connected));
    made.key = loop.onReadable(made.container, () -> answer(client, made));
    ways.put(client, made);
    return made;
  }

  private Fd connected() {
    Fd socket = Sockets.udpNonBlocking(target.getAddress());
    try {
      Sockets.connect(socket, target);
      return socket;
    } catch (SystemException e) {
      socket.close();
      throw e;
    }
  }

  private void answer(Client client, Way way) {
    try {
      for (int i = 0; i < IN_A_ROW && Datagrams.receive(way.container, buffer); i++) {
        way.lastUse = System.nanoTime();
        Datagrams.sendTo(client.at().fd(), buffer, client.address());
      }
    } catch (SystemException e) {
      LOG.debug("an answer of {} is lost: {}", target, e.getMessage());
    }
  }

  private void forgetIdle() {
    long now = System.nanoTime();
    for (Map.Entry<Client, Way> entry : List.copyOf(ways.entrySet())) {
      if (now - entry.getValue().lastUse > IDLE_NANOS) {
        forget(entry.getKey());
      }
    }
  }

  private void forget(Client client) {
    Way gone = ways.remove(client);
    if (gone != null) {
      loop.forget(gone.container, gone.key);
      gone.container.close();
    }
  }
}
