package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Await;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the connections of listening sockets, on the thread of an {@link EventLoop}.
 *
 * <p>Between {@link #add} and {@link #remove} a socket is used by that thread only.
 */
public final class Acceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  private final EventLoop loop;

  // What follows belongs to the thread.
  private final Map<Fd, Integer> keys = new HashMap<>();
  private final Set<Listener> resting = new HashSet<>();

  private record Listener(Fd socket, Consumer<Fd> taker) {}

  Acceptor(EventLoop loop) {
    this.loop = loop;
    loop.everySecond(this::endRest);
  }

  /**
   * Takes the connections of a socket, which does not block, until {@link #remove}.
   *
   * @param socket borrowed
   * @param taker gets each connection and owns it; must not block
   */
  public void add(Fd socket, Consumer<Fd> taker) {
    Await.result(loop.execute(() -> watch(new Listener(socket, taker))));
  }

  /** Takes no more connections of a socket, if it was added. */
  public void remove(Fd socket) {
    Await.result(
        loop.execute(
            () -> {
              forget(socket);
              resting.removeIf(listener -> listener.socket() == socket);
            }));
  }

  private void watch(Listener listener) {
    keys.put(listener.socket(), loop.onReadable(listener.socket(), () -> accept(listener)));
  }

  private void forget(Fd socket) {
    Integer key = keys.remove(socket);
    if (key != null) {
      loop.forget(socket, key);
    }
  }

  private void accept(Listener listener) {
    try {
      // One at a time: what others say meanwhile is not kept waiting.
      Sockets.accept(listener.socket()).ifPresent(listener.taker());
    } catch (SystemException e) {
      // Most likely the process has no descriptor left.
      LOG.warn("cannot take a connection; trying again in a second", e);
      forget(listener.socket());
      resting.add(listener);
    }
  }

  private void endRest() {
    Set<Listener> rested = Set.copyOf(resting);
    resting.clear();
    rested.forEach(this::watch);
  }
}
