package dev.harness.runtime.launch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User namespaces made ahead, so that a container's start does not wait for one. Safe for use by
 * several threads.
 */
public final class UserNamespacePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UserNamespacePool.class);

  private final UserNamespaceMaker maker;
  private final BlockingQueue<UserNamespace> ready = new LinkedBlockingQueue<>();
  private final Semaphore missing;

  /** How many could not be made ahead; they are tried again when one was taken. */
  private final AtomicInteger failed = new AtomicInteger();

  private final Thread filler;

  /**
   * Starts to fill the pool.
   *
   * @param launcher runs the programs that make namespaces; borrowed, closed after the pool
   * @param uids the user ids of each namespace
   * @param gids the group ids of each namespace
   * @param size how many namespaces wait, at least 1
   */
  public UserNamespacePool(Launcher launcher, IdMap uids, IdMap gids, int size) {
    maker = new UserNamespaceMaker(launcher.spawner(), uids, gids);
    missing = new Semaphore(size);
    filler = new Thread(this::fill, "harness-user-namespaces");
    filler.setDaemon(true);
    filler.start();
  }

  /**
   * Takes a namespace out, owned by the caller; makes one when none waits.
   *
   * @throws LaunchException when none waits and none can be made
   */
  public UserNamespace take() {
    @Nullable UserNamespace waiting = ready.poll();
    UserNamespace taken = waiting == null ? maker.make() : waiting;
    missing.release(failed.getAndSet(0) + (waiting == null ? 0 : 1));
    return taken;
  }

  /** Closes the namespaces that wait. */
  @Override
  public void close() {
    filler.interrupt();
    boolean interrupted = false;
    while (filler.isAlive()) {
      try {
        filler.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    ready.forEach(UserNamespace::close);
    ready.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill() {
    try {
      while (true) {
        missing.acquire();
        makeOne();
      }
    } catch (InterruptedException e) {
      // The pool is closed.
      Thread.currentThread().interrupt();
    }
  }

  private void makeOne() {
    try {
      ready.add(maker.make());
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      LOG.warn("no user namespace is made ahead until the next is taken: {}", e.getMessage());
    }
  }
}
