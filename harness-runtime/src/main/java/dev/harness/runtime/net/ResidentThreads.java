package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NetworkNamespace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one executor, which all live in one network namespace from birth to death.
 *
 * <p>So a socket that such a thread makes belongs there, and no pool ever mixes threads of different
 * namespaces.
 */
public final class ResidentThreads implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ResidentThreads.class);

  private final String name;
  private final Runnable first;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private ResidentThreads(String name, Runnable first) {
    this.name = name;
    this.first = first;
  }

  /** Threads of the hub; borrows {@code hub}, which must stay open as long as they are made. */
  static ResidentThreads ofHub(Fd hub, String name) {
    return new ResidentThreads(name, () -> NetworkNamespace.enter(hub));
  }

  /** Threads of the namespace of those that give them work, which is the host's. */
  public static ResidentThreads ofHost(String name) {
    return new ResidentThreads(name, () -> {});
  }

  /** What their names begin with. */
  public String name() {
    return name;
  }

  @Override
  public Thread newThread(Runnable work) {
    Runnable all =
        () -> {
          first.run();
          work.run();
        };
    Thread thread = new Thread(all, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> LOG.error("thread {} ended", t.getName(), e));
    threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /** Lets the executor of these threads do what it has taken, then waits for their ends. */
  public void end(ExecutorService executor) {
    executor.shutdown();
    Await.uninterruptibly(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
    threads.forEach(Await::end);
  }
}
