package dev.harness.engineapi.client.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a channel that does not block can go on in one direction. One thread waits; any
 * may close, which wakes the waiting one.
 */
final class ChannelGate implements AutoCloseable {
  private final SocketChannel channel;
  private final int operation;
  private final Object lock = new Object();
  private @Nullable Selector selector;
  private boolean closed;

  /**
   * Makes a gate; costs nothing before the first wait.
   *
   * @param operation {@link SelectionKey#OP_READ} or {@link SelectionKey#OP_WRITE}
   */
  ChannelGate(SocketChannel channel, int operation) {
    this.channel = channel;
    this.operation = operation;
  }

  /**
   * Waits for the channel.
   *
   * @param timeoutMillis 0 means forever
   * @throws SocketTimeoutException when the time is over
   * @throws SocketException when the gate is closed
   * @throws InterruptedIOException when the thread is interrupted, which it then still is
   */
  void await(int timeoutMillis) throws IOException {
    try {
      Selector open = open();
      int ready = open.select(timeoutMillis);
      open.selectedKeys().clear();
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for the engine");
      }
      refuseClosed();
      if (ready == 0 && timeoutMillis > 0) {
        throw new SocketTimeoutException("the engine did not answer in " + timeoutMillis + " ms");
      }
    } catch (ClosedSelectorException e) {
      throw closed(e);
    }
  }

  private Selector open() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw closed(null);
      }
      if (selector == null) {
        Selector opened = Selector.open();
        selector = opened;
        // No longer valid where the channel is closed at this moment, which is noticed after it.
        SelectionKey unused = channel.register(opened, operation);
      }
      return selector;
    }
  }

  private void refuseClosed() throws SocketException {
    synchronized (lock) {
      if (closed) {
        throw closed(null);
      }
    }
  }

  private static SocketException closed(@Nullable Throwable cause) {
    SocketException exception = new SocketException("the socket is closed");
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  @Override
  public void close() throws IOException {
    Selector open;
    synchronized (lock) {
      closed = true;
      open = selector;
    }
    if (open != null) {
      open.close();
    }
  }
}
