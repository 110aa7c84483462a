package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.PacketQueue;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.relay.EventLoop;
import dev.harness.runtime.net.relay.Faults;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Connections that containers begin: each is made first, and only then the container
 * hears that it is there (N24). Used by the loop's thread only.
 */
final class Dials {
  /** So that one container cannot use all that the engine has. */
  private static final int OF_ONE_CONTAINER = 256;

  private static final int OF_ALL = 2048;

  /** A container takes what was made for it at once, or has given up meanwhile. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final EventLoop loop;
  private final PacketQueue queue;
  private final Map<Flow, Dial> dials = new HashMap<>();
  private final Map<InetAddress, Integer> perContainer = new HashMap<>();

  /** A connection that was made, and what is wrong with it on purpose. */
  record Made(Fd socket, Faults faults) {}

  private static final class Dial {
    final Fd socket;
    final Faults faults;
    boolean connected;
    long connectedAt;

    Dial(Fd socket, Faults faults) {
      this.socket = socket;
      this.faults = faults;
      faults.expect();
    }

    void giveUp() {
      socket.close();
      faults.expected();
    }
  }

  Dials(EventLoop loop, PacketQueue queue) {
    this.loop = loop;
    this.queue = queue;
    loop.everySecond(this::forgetUntaken);
  }

  /**
   * Dials for the first packet of a connection, which is held until that has succeeded or failed.
   *
   * @param from makes the socket, where the connection is to come from
   * @param packet the id of the packet
   */
  void begin(Flow flow, InetSocketAddress target, Faults faults, Supplier<Fd> from, int packet) {
    Dial earlier = dials.get(flow);
    if (earlier != null) {
      // The container repeats itself: it waits for us, or our answer was lost.
      (earlier.connected ? Answer.LEAD : Answer.NOTHING).give(queue, packet);
      return;
    }
    InetAddress container = flow.source().getAddress();
    if (dials.size() >= OF_ALL || perContainer.getOrDefault(container, 0) >= OF_ONE_CONTAINER) {
      Answer.NOTHING.give(queue, packet);
      return;
    }
    try {
      Dial dial = new Dial(from.get(), faults);
      dials.put(flow, dial);
      perContainer.merge(container, 1, Integer::sum);
      if (Sockets.beginConnect(dial.socket, target)) {
        succeed(dial, packet);
      } else {
        watch(flow, dial, packet);
      }
    } catch (SystemException e) {
      fail(flow, e.errno(), packet);
    }
  }

  /**
   * Takes the connection that was made for a flow; its socket is owned by the caller, who tells the
   * faults what became of it.
   */
  Optional<Made> take(Flow flow) {
    Dial dial = dials.get(flow);
    if (dial == null || !dial.connected) {
      return Optional.empty();
    }
    forget(flow);
    return Optional.of(new Made(dial.socket, dial.faults));
  }

  /** Gives up all that nobody has taken. */
  void close() {
    dials.values().forEach(Dial::giveUp);
    dials.clear();
  }

  private void watch(Flow flow, Dial dial, int packet) {
    int[] key = new int[1];
    key[0] =
        loop.onConnected(
            dial.socket,
            () -> {
              loop.forget(dial.socket, key[0]);
              Optional<Errno> failure = Sockets.failure(dial.socket);
              if (failure.isPresent()) {
                fail(flow, failure.get(), packet);
              } else {
                succeed(dial, packet);
              }
            });
  }

  private void succeed(Dial dial, int packet) {
    Sockets.letBlock(dial.socket);
    dial.connected = true;
    dial.connectedAt = System.nanoTime();
    Answer.LEAD.give(queue, packet);
  }

  private void fail(Flow flow, Errno errno, int packet) {
    Dial dial = dials.get(flow);
    if (dial != null) {
      forget(flow);
      dial.giveUp();
    }
    Answer.to(errno).give(queue, packet);
  }

  private void forget(Flow flow) {
    dials.remove(flow);
    perContainer.computeIfPresent(
        flow.source().getAddress(), (container, count) -> count == 1 ? null : count - 1);
  }

  private void forgetUntaken() {
    long now = System.nanoTime();
    Map<Flow, Dial> old = new HashMap<>(dials);
    old.values().removeIf(dial -> !dial.connected || now - dial.connectedAt < PATIENCE_NANOS);
    old.forEach(
        (flow, dial) -> {
          forget(flow);
          dial.giveUp();
        });
  }
}
