package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Datagrams;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One conversation by datagrams: a socket of the host that talks to the destination, and one of the
 * hub that talks to the container as if it were the destination (N27).
 */
final class DatagramFlow implements AutoCloseable {
  /** As in the kernel's connection tracking: short as long as there is one answer at most. */
  private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final int ANSWERS_OF_A_STREAM = 2;

  /** How many to carry before looking at others. */
  private static final int IN_A_ROW = 32;

  private final Fd host;
  private final Fd hub;
  private final Consumer<ByteBuffer> returning;
  private int answers;
  private boolean refused;
  private long lastUse = System.nanoTime();

  /**
   * Takes ownership of both sockets, which are connected.
   *
   * @param returning changes what goes back to the container
   */
  DatagramFlow(Fd host, Fd hub, Consumer<ByteBuffer> returning) {
    this.host = host;
    this.hub = hub;
    this.returning = returning;
  }

  /** The socket on which answers come; still this one's. */
  Fd host() {
    return host;
  }

  /** Whether the destination has said that nobody is there. */
  boolean isRefused() {
    return refused;
  }

  boolean isOver(long now) {
    return now - lastUse > (answers < ANSWERS_OF_A_STREAM ? SHORT_NANOS : LONG_NANOS);
  }

  /**
   * Sends what the container sent.
   *
   * @throws SystemException when the host cannot
   */
  void send(ByteBuffer direct) {
    lastUse = System.nanoTime();
    try {
      Datagrams.send(host, direct);
    } catch (SystemException e) {
      if (e.errno() != Errno.ECONNREFUSED) {
        throw e;
      }
      refused = true;
    }
  }

  /** Carries answers to the container. */
  void receive(ByteBuffer direct) {
    lastUse = System.nanoTime();
    try {
      for (int i = 0; i < IN_A_ROW && Datagrams.receive(host, direct); i++) {
        answers++;
        returning.accept(direct);
        Datagrams.send(hub, direct);
      }
    } catch (SystemException e) {
      refused = e.errno() == Errno.ECONNREFUSED;
    }
  }

  @Override
  public void close() {
    host.close();
    hub.close();
  }
}
