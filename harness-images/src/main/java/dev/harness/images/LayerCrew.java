package dev.harness.images;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that bring the layers of one image, and the queue in which they report to the thread
 * that wants it. They end before {@link #run} does.
 */
final class LayerCrew {
  /** As many layers come at once as Docker lets come (P28). */
  private static final int THREADS = 3;

  /** A step that nobody reports: the layers are done, or one failed. */
  private static final Progress.Step END = Progress.Step.of("");

  private final BlockingQueue<Progress.Step> steps = new LinkedBlockingQueue<>();

  /** Takes a step from any thread. */
  void report(Progress.Step step) {
    steps.add(step);
  }

  /**
   * Brings all layers and passes on what is reported meanwhile.
   *
   * @throws RuntimeException what the first layer that failed threw
   */
  void run(LayerStack stack, Progress progress) {
    AtomicInteger numbers = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "image-layers-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletableFuture<Void> end = stack.end().whenComplete((nothing, failure) -> steps.add(END));
      stack.tasks().forEach(threads::execute);
      for (Progress.Step step = steps.take(); !step.equals(END); step = steps.take()) {
        progress.on(step);
      }
      end.get();
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException.LayerFailed("interrupted while the layers of an image came", e);
    } finally {
      threads.shutdownNow();
      stack.abandon(new IllegalStateException("the image was given up"));
      awaitEnd(threads);
    }
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a layer failed", cause);
  }

  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
