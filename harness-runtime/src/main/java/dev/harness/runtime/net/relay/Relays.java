package dev.harness.runtime.net.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Await;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The connections that have come by one way, from their beginnings to their ends. */
public final class Relays implements AutoCloseable {
  private final RelayThreads threads;

  @GuardedBy("this")
  private final Set<Relay> relays = new HashSet<>();

  @GuardedBy("this")
  private boolean closed;

  /**
   * Begins without any.
   *
   * @param threads must stay open longer
   */
  public Relays(RelayThreads threads) {
    this.threads = threads;
  }

  /**
   * Joins a connection that has come with the one it is for; resets it when this is closed.
   *
   * @param client handed over, as is what {@code dial} has
   * @param faults what is wrong with it on purpose, now and later
   */
  public void begin(Fd client, Dial dial, Faults faults) {
    Relay relay = new Relay(client, dial, faults, threads, this::forget);
    if (keep(relay)) {
      relay.start();
    } else {
      Sockets.resetOnClose(client);
      client.close();
      dial.giveUp();
    }
  }

  /** Resets all and returns when their sockets are closed; more are not taken. */
  @Override
  public void close() {
    List<Relay> left = last();
    left.forEach(Relay::abort);
    left.forEach(relay -> Await.result(relay.ended()));
  }

  private synchronized boolean keep(Relay relay) {
    return !closed && relays.add(relay);
  }

  private synchronized void forget(Relay relay) {
    relays.remove(relay);
  }

  private synchronized List<Relay> last() {
    closed = true;
    return List.copyOf(relays);
  }
}
