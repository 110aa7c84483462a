package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.HarnessException;
import dev.harness.RunningContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Starts several containers at the same time, each on a thread of its own. */
final class SimultaneousStart {
  private final Harness harness;
  private final StartedContainers owner;

  /**
   * Makes a start.
   *
   * @param owner gets every container that starts, also when others do not
   */
  SimultaneousStart(Harness harness, StartedContainers owner) {
    this.harness = harness;
    this.owner = owner;
  }

  /**
   * Starts all; returns when all are ready, in the given order.
   *
   * @throws HarnessException the first failure, with the others suppressed, after all have ended
   */
  List<RunningContainer> run(List<ContainerSpec> specs) {
    if (specs.size() == 1) {
      return List.of(start(specs.get(0)));
    }
    List<FutureTask<RunningContainer>> tasks = new ArrayList<>();
    for (ContainerSpec spec : specs) {
      FutureTask<RunningContainer> task = new FutureTask<>(() -> start(spec));
      tasks.add(task);
      new Thread(task, "harness-start-" + spec).start();
    }
    List<RunningContainer> containers = new ArrayList<>();
    Throwable failure = null;
    for (FutureTask<RunningContainer> task : tasks) {
      failure = collect(task, containers, failure);
    }
    if (failure != null) {
      throw rethrowable(failure);
    }
    return containers;
  }

  private RunningContainer start(ContainerSpec spec) {
    RunningContainer container = harness.start(spec);
    owner.add(container);
    return container;
  }

  private static @Nullable Throwable collect(
      FutureTask<RunningContainer> task,
      List<RunningContainer> containers,
      @Nullable Throwable first) {
    try {
      containers.add(task.get());
      return first;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (first == null) {
        return cause;
      }
      first.addSuppressed(cause);
      return first;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return first == null ? e : first;
    }
  }

  private static RuntimeException rethrowable(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("Interrupted while containers started", failure);
  }
}
