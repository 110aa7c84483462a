package dev.harness.runtime.api.http.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that have gone although nothing is to be sent to them.
 *
 * <p>The end of their input does not tell: clients that have nothing to say close that half and go
 * on listening. The kernel reports the end of both halves (POLLHUP) whatever one waits for; of the
 * JDK's operations, that to have connected is the only one that is never ready otherwise. A selector
 * that blocks would spin on it, so this one looks from time to time. Runs on the event loop.
 */
final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final int PERIOD_MILLIS = 250;

  private final EventLoop eventLoop;
  private final Selector selector;
  private @Nullable Future<?> looking;

  PeerWatch(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch for clients that go", e);
    }
  }

  /**
   * Watches a client.
   *
   * @param gone is run once, when it has closed both halves
   * @return ends the watch; to be run before the connection is closed
   */
  Runnable watch(SocketChannel peer, Runnable gone) {
    SelectionKey key;
    try {
      key = peer.register(selector, SelectionKey.OP_CONNECT, gone);
    } catch (ClosedChannelException e) {
      gone.run();
      return () -> {};
    }
    if (looking == null) {
      looking =
          eventLoop.scheduleWithFixedDelay(
              this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
    return () -> {
      key.cancel();
      look();
    };
  }

  private void look() {
    try {
      selector.selectNow();
    } catch (IOException e) {
      LOG.warn("cannot tell whether clients have gone", e);
    }
    for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
      SelectionKey key = keys.next();
      keys.remove();
      key.cancel();
      ((Runnable) key.attachment()).run();
    }
    Future<?> current = looking;
    if (current != null && selector.keys().isEmpty()) {
      current.cancel(false);
      looking = null;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
