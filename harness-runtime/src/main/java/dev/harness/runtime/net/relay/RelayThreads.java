package dev.harness.runtime.net.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.ResidentThreads;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who forwards connections: a thread for each direction while they are few, which answers soonest;
 * one for all that say little when they are many, which is woken less often than they speak (N16).
 */
public final class RelayThreads implements AutoCloseable {
  /** More than pools of clients usually have. */
  private static final int FEW = 16;

  private static final int IDLE_SECONDS = 30;

  private final ResidentThreads threads;
  private final ExecutorService executor;
  private final AtomicInteger connections = new AtomicInteger();

  /** Begun when there are many for the first time. */
  @GuardedBy("this")
  private Optional<EventLoop> crowd = Optional.empty();

  /**
   * Begins without any.
   *
   * @param threads in the namespace from which connections are made
   * @param maximum how many at most; each connection needs two
   */
  public RelayThreads(ResidentThreads threads, int maximum) {
    this.threads = threads;
    this.executor =
        new ThreadPoolExecutor(
            0, maximum, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Counts a connection until {@link #ended}. */
  void begun() {
    connections.incrementAndGet();
  }

  void ended() {
    connections.decrementAndGet();
  }

  /** Whether connections that say little are to share a thread. */
  boolean areMany() {
    return connections.get() > FEW;
  }

  /**
   * Does work that may block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when there are too many threads
   */
  public void execute(Runnable work) {
    executor.execute(work);
  }

  /**
   * Lets a socket have its turn on the shared thread whenever it can be read, until that answers what
   * to do instead; it must stay open until then.
   *
   * @return fails when the kernel does not let it be watched
   */
  CompletableFuture<Void> share(Fd socket, Supplier<Optional<Runnable>> turn) {
    EventLoop loop = crowd();
    return loop.execute(
        () -> {
          int[] key = new int[1];
          key[0] =
              loop.onReadable(
                  socket,
                  () ->
                      turn.get()
                          .ifPresent(
                              instead -> {
                                loop.forget(socket, key[0]);
                                instead.run();
                              }));
        });
  }

  private synchronized EventLoop crowd() {
    if (crowd.isEmpty()) {
      EventLoop begun = new EventLoop(threads.name() + "-crowd");
      begun.start();
      crowd = Optional.of(begun);
    }
    return crowd.get();
  }

  /** Ends the threads; all connections must have ended before. */
  @Override
  public void close() {
    synchronized (this) {
      crowd.ifPresent(EventLoop::close);
      crowd = Optional.empty();
    }
    threads.end(executor);
  }
}
