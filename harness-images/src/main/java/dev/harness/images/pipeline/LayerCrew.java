package dev.harness.images.pipeline;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that bring or send the layers of one image, and the queue in which they report to the thread
 * that wants it. They end before {@link #run} does.
 */
public final class LayerCrew {
  /** As many layers come at once as Docker lets come (P28). */
  private static final int THREADS = 3;

  /** A step that nobody reports: the layers are done, or one failed. */
  private static final Progress.Step END = Progress.Step.of("");

  /** What a crew does. */
  public interface Work {

    /** One piece per layer; begun in this order they never block for good. */
    List<Runnable> tasks();

    /** Is done when all pieces are, and fails as soon as one does. */
    CompletableFuture<Void> end();

    /** Makes those fail who wait for a piece that will not come. */
    void abandon(RuntimeException reason);
  }

  private final BlockingQueue<Progress.Step> steps = new LinkedBlockingQueue<>();

  /** Takes a step from any thread. */
  public void report(Progress.Step step) {
    steps.add(step);
  }

  /**
   * Does all work and passes on what is reported meanwhile.
   *
   * @throws RuntimeException what the first layer that failed threw
   */
  public void run(Work work, Progress progress) {
    AtomicInteger numbers = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            runnable -> {
              Thread thread = new Thread(runnable, "image-layers-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletableFuture<Void> end = work.end().whenComplete((nothing, failure) -> steps.add(END));
      work.tasks().forEach(threads::execute);
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
      work.abandon(new IllegalStateException("the image was given up"));
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
