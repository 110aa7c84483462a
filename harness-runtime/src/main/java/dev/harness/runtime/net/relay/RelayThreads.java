package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.ResidentThreads;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who forwards connections: one thread for all that say little, which also takes them and is seldom
 * asleep while they speak; a thread for each direction that carries bulk (N14, N16).
 */
public final class RelayThreads implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  private final ResidentThreads threads;
  private final ExecutorService executor;
  private final EventLoop shared;
  private final Acceptor acceptor;

  /**
   * Prepares the shared thread.
   *
   * @param threads in the namespace from which connections are made
   * @param maximum how many at most; a connection may need two
   */
  public RelayThreads(ResidentThreads threads, int maximum) {
    this.threads = threads;
    this.shared = new EventLoop(threads.name() + "-shared", threads);
    this.acceptor = new Acceptor(shared);
    this.executor =
        new ThreadPoolExecutor(
            0, maximum, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Starts the shared thread. */
  public void start() {
    shared.start();
  }

  /** What takes connections on the shared thread. */
  public Acceptor acceptor() {
    return acceptor;
  }

  /** The shared thread, for what belongs to making connections; it is not to be closed. */
  public EventLoop shared() {
    return shared;
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
    return shared.execute(
        () -> {
          int[] key = new int[1];
          key[0] =
              shared.onReadable(
                  socket,
                  () ->
                      turn.get()
                          .ifPresent(
                              instead -> {
                                shared.forget(socket, key[0]);
                                instead.run();
                              }));
        });
  }

  /**
   * Goes on, on the shared thread, when a socket is connected, or is not going to be; to be called
   * there.
   */
  void whenConnected(Fd socket, Runnable next) {
    int[] key = new int[1];
    key[0] =
        shared.onConnected(
            socket,
            () -> {
              shared.forget(socket, key[0]);
              next.run();
            });
  }

  /** Ends the threads; all connections must have ended before. */
  @Override
  public void close() {
    shared.close();
    threads.end(executor);
  }
}
