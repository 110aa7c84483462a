package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.NetworkNamespace;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes threads that live in the hub's namespace from birth to death, so that a socket they make is
 * the hub's and no pool ever mixes them with others.
 */
final class HubThreads implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(HubThreads.class);

  private final Fd hub;
  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  /** Borrows {@code hub}, which must stay open as long as threads are made. */
  HubThreads(Fd hub, String name) {
    this.hub = hub;
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    Runnable inHub =
        () -> {
          NetworkNamespace.enter(hub);
          work.run();
        };
    Thread thread = new Thread(inHub, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> LOG.error("thread {} ended", t.getName(), e));
    return thread;
  }
}
