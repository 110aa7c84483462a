package dev.harness.runtime.net.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads all containers' questions. */
final class DnsLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsLoop.class);
  private static final long LOOK_AROUND_MILLIS = 1000;

  private final Selector selector;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "harness-dns");
  private volatile boolean closed;

  private DnsLoop(Selector selector) {
    this.selector = selector;
    thread.setDaemon(true);
  }

  /** What a channel does; all of it runs on the loop's thread. */
  interface Port {
    /** Reads or writes what can be. */
    void ready(SelectionKey key) throws IOException;

    /** Whether the channel has been silent for too long. */
    default boolean isOver() {
      return false;
    }
  }

  static DnsLoop open() {
    try {
      DnsLoop loop = new DnsLoop(Selector.open());
      loop.thread.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
  }

  /** Does something on the loop's thread; ends when it is done. */
  CompletableFuture<Void> execute(Runnable task) {
    return CompletableFuture.runAsync(
        task,
        queued -> {
          commands.add(queued);
          selector.wakeup();
        });
  }

  /** Watches a channel; on the loop's thread only. */
  SelectionKey watch(SelectableChannel channel, int operations, Port port) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, port);
  }

  private void run() {
    try (selector) {
      while (!closed) {
        selector.select(this::serve, LOOK_AROUND_MILLIS);
        for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
          next.run();
        }
        for (SelectionKey key : selector.keys()) {
          if (key.attachment() instanceof Port port && port.isOver()) {
            close(key);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("names of containers are answered no longer", e);
    }
  }

  private void serve(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof Port port) {
      try {
        port.ready(key);
      } catch (IOException e) {
        LOG.debug("a container's question failed: {}", e.getMessage());
        close(key);
      } catch (RuntimeException e) {
        // The names of one container must not end those of the others.
        LOG.error("a container's question failed", e);
        close(key);
      }
    }
  }

  /** Closes a channel; its descriptor goes with the next look around. */
  static void close(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      LOG.debug("cannot close: {}", e.getMessage());
    }
  }

  /** Lets descriptors go of channels that were closed; on the loop's thread only. */
  void forgetClosed() {
    try {
      selector.selectNow(this::serve);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at the channels", e);
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
