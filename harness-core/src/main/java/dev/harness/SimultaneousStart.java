package dev.harness;

import dev.harness.follow.Joining;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Starts several containers at the same time, each on a thread of its own, those that others depend
 * on before them. A specification can only depend on one that was there before it, so there are no
 * circles. One that is wanted several times starts as often; who depends on it waits for all.
 */
final class SimultaneousStart {
  private final Function<ContainerSpec, RunningContainer> start;
  private final Map<ContainerSpec, List<CompletableFuture<RunningContainer>>> bySpec =
      new HashMap<>();
  private final List<CompletableFuture<RunningContainer>> inOrder = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

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
    wanted.forEach(spec -> add(spec, wanted));
    if (threads.size() == 1) {
      return List.of(start.apply(wanted.get(0)));
    }
    threads.forEach(Thread::start);
    Set<Throwable> failures = new LinkedHashSet<>();
    Joining.joinAll(threads)
        .map(e -> new ContainerStartException("Interrupted while containers started", e))
        .ifPresent(failures::add);
    Deque<RunningContainer> started = new ArrayDeque<>();
    inOrder.forEach(container -> collect(container, started, failures));
    if (!failures.isEmpty()) {
      throw afterClosing(started, failures);
    }
    List<RunningContainer> ready = new ArrayList<>();
    for (ContainerSpec spec : wanted) {
      int earlier = Collections.frequency(wanted.subList(0, ready.size()), spec);
      ready.add(of(spec).get(earlier).join());
    }
    return List.copyOf(ready);
  }

  private List<CompletableFuture<RunningContainer>> of(ContainerSpec spec) {
    return bySpec.getOrDefault(spec, List.of());
  }

  private void add(ContainerSpec spec, List<ContainerSpec> wanted) {
    if (bySpec.containsKey(spec)) {
      return;
    }
    spec.dependencies().forEach(one -> add(one, wanted));
    List<CompletableFuture<RunningContainer>> before =
        spec.dependencies().stream().flatMap(one -> of(one).stream()).toList();
    List<CompletableFuture<RunningContainer>> containers = new ArrayList<>();
    for (int i = 0; i < Math.max(1, Collections.frequency(wanted, spec)); i++) {
      CompletableFuture<RunningContainer> container = new CompletableFuture<>();
      containers.add(container);
      threads.add(new Thread(() -> startAfter(before, spec, container), "harness-start-" + spec));
    }
    bySpec.put(spec, containers);
    inOrder.addAll(containers);
  }

  /** Fails with the very failure of what is before it, which is so told only once. */
  private void startAfter(
      List<CompletableFuture<RunningContainer>> before,
      ContainerSpec spec,
      CompletableFuture<RunningContainer> container) {
    try {
      before.forEach(CompletableFuture::join);
      container.complete(start.apply(spec));
    } catch (CompletionException e) {
      container.completeExceptionally(reason(e));
    } catch (RuntimeException | Error e) {
      container.completeExceptionally(e);
    }
  }

  private static Throwable reason(CompletionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private static void collect(
      CompletableFuture<RunningContainer> container,
      Deque<RunningContainer> started,
      Set<Throwable> failures) {
    try {
      started.push(container.join());
    } catch (CompletionException e) {
      failures.add(reason(e));
    }
  }

  private static RuntimeException afterClosing(
      Deque<RunningContainer> started, Set<Throwable> failures) {
    Iterator<Throwable> each = failures.iterator();
    Throwable first = each.next();
    each.forEachRemaining(first::addSuppressed);
    try {
      Removable.closeAll(new ArrayList<>(started));
    } catch (CleanupException e) {
      first.addSuppressed(e);
    }
    if (first instanceof Error error) {
      throw error;
    }
    return (RuntimeException) first;
  }
}
