package dev.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts several containers at the same time, each on a thread of its own, those that others depend
 * on before them. A specification can only depend on one that was there before it, so there are no
 * circles.
 */
final class SimultaneousStart {
  private final Function<ContainerSpec, RunningContainer> start;
  private final Map<ContainerSpec, FutureTask<RunningContainer>> tasks = new HashMap<>();
  private final Map<FutureTask<RunningContainer>, ContainerSpec> inOrder = new LinkedHashMap<>();

  SimultaneousStart(Function<ContainerSpec, RunningContainer> start) {
    this.start = start;
  }

  /**
   * Starts all and what they depend on; returns when all are ready, the wanted ones in their order.
   *
   * @throws HarnessException the first failure, with the others suppressed; then all that started
   *     are gone again
   */
  List<RunningContainer> run(List<ContainerSpec> wanted) {
    wanted.forEach(this::add);
    if (inOrder.size() == 1) {
      return List.of(start.apply(wanted.get(0)));
    }
    inOrder.forEach((task, spec) -> new Thread(task, "harness-start-" + spec).start());
    Deque<RunningContainer> started = new ArrayDeque<>();
    Throwable failure = null;
    for (FutureTask<RunningContainer> task : inOrder.keySet()) {
      failure = collect(task, started, failure);
    }
    if (failure != null) {
      throw afterClosing(started, failure);
    }
    return wanted.stream().map(spec -> tasks.get(spec)).map(SimultaneousStart::result).toList();
  }

  private void add(ContainerSpec spec) {
    if (tasks.containsKey(spec)) {
      return;
    }
    spec.dependencies().forEach(this::add);
    List<FutureTask<RunningContainer>> before =
        spec.dependencies().stream().map(tasks::get).toList();
    FutureTask<RunningContainer> task = new FutureTask<>(() -> startAfter(before, spec));
    tasks.put(spec, task);
    inOrder.put(task, spec);
  }

  private RunningContainer startAfter(
      List<FutureTask<RunningContainer>> before, ContainerSpec spec) {
    before.forEach(SimultaneousStart::result);
    return start.apply(spec);
  }

  private static RunningContainer result(FutureTask<RunningContainer> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new ContainerStartException("What it depends on did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerStartException("Interrupted while containers started", e);
    }
  }

  private static @Nullable Throwable collect(
      FutureTask<RunningContainer> task,
      Deque<RunningContainer> started,
      @Nullable Throwable first) {
    try {
      started.push(task.get());
      return first;
    } catch (ExecutionException e) {
      return join(first, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return join(first, e);
    }
  }

  private static Throwable join(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  private static RuntimeException afterClosing(Deque<RunningContainer> started, Throwable failure) {
    try {
      Removable.closeAll(new ArrayList<>(started));
    } catch (CleanupException e) {
      failure.addSuppressed(e);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new ContainerStartException("Interrupted while containers started", failure);
  }
}
