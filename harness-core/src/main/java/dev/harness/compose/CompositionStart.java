package dev.harness.compose;

import dev.harness.CleanupException;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.compose.model.Dependency;
import dev.harness.compose.model.Dependency.Condition;
import dev.harness.compose.model.Project;
import dev.harness.compose.model.Service;
import dev.harness.follow.Joining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Starts services, each container on a thread of its own, which waits for what its service depends on.
 * What becomes of it belongs to a scope, which closes all when one of them fails.
 */
final class CompositionStart {
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, Wait> waits;
  private final Duration startupTimeout;
  private final Harness scope;
  private final Shared shared;
  private final Map<String, List<Progress>> progress = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  private CompositionStart(
      List<Service> selected,
      Map<String, Wait> waits,
      Duration startupTimeout,
      Harness scope,
      Shared shared) {
    selected.forEach(service -> services.put(service.name(), service));
    this.waits = waits;
    this.startupTimeout = startupTimeout;
    this.scope = scope;
    this.shared = shared;
  }

  /**
   * Starts services.
   *
   * @param selected each behind those that it depends on
   * @param waits by service
   * @throws dev.harness.HarnessException the first failure; then nothing is left
   */
  static RunningComposition run(
      Project project,
      List<Service> selected,
      Map<String, Wait> waits,
      Duration startupTimeout,
      Harness harness) {
    Harness scope = harness.openScope();
    try {
      Shared shared = Shared.make(project, selected, scope);
      CompositionStart start = new CompositionStart(selected, waits, startupTimeout, scope, shared);
      return new RunningComposition(scope, start.run(), shared.made());
    } catch (RuntimeException | Error e) {
      try {
        scope.close();
      } catch (CleanupException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private Map<String, List<RunningContainer>> run() {
    services.values().forEach(this::prepare);
    threads.forEach(Thread::start);
    Set<Throwable> failures = new LinkedHashSet<>();
    // Who waits for a container fails by an interrupt, which is passed on.
    Optional<InterruptedException> unused = Joining.joinAll(threads);
    Map<String, List<RunningContainer>> started = new LinkedHashMap<>();
    progress.forEach(
        (name, containers) ->
            started.put(
                name, containers.stream().flatMap(one -> ready(one, failures).stream()).toList()));
    if (!failures.isEmpty()) {
      throw joined(failures);
    }
    return started;
  }

  private void prepare(Service service) {
    List<Progress> containers = new ArrayList<>();
    for (int i = 1; i <= service.replicas(); i++) {
      Progress one = new Progress();
      containers.add(one);
      threads.add(
          new Thread(() -> start(service, one), "harness-start-" + service.name() + "-" + i));
    }
    progress.put(service.name(), containers);
  }

  /** Fails with the very failure of what it depends on, which is so told only once. */
  private void start(Service service, Progress one) {
    try {
      service.dependencies().forEach(this::await);
      one.complete(scope.start(spec(service, one)));
    } catch (CompletionException e) {
      one.fail(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | Error e) {
      one.fail(e);
    }
  }

  /** One that was left out is not waited for. */
  private void await(String name, Dependency dependency) {
    for (Progress one : progress.getOrDefault(name, List.of())) {
      one.of(dependency.condition()).join();
    }
  }

  private ContainerSpec spec(Service service, Progress one) {
    ContainerSpec spec = shared.spec(service);
    if (!service.networkOf().isEmpty()) {
      spec = spec.network("container:" + first(service.networkOf()).id());
    }
    return spec.waitFor(wait(service, one)).startupTimeout(startupTimeout);
  }

  /** The container of a service that has started. */
  private RunningContainer first(String name) {
    List<Progress> containers = progress.getOrDefault(name, List.of());
    if (containers.isEmpty()) {
      throw new IllegalArgumentException(
          "Service %s has no containers whose network another could have".formatted(name));
    }
    return containers.get(0).of(Condition.STARTED).join();
  }

  private Wait wait(Service service, Progress one) {
    List<Wait> all = new ArrayList<>(List.of(one.tell(Condition.STARTED)));
    if (service.isChecked() || isDemanded(service, Condition.HEALTHY)) {
      all.add(Wait.forHealthy());
      all.add(one.tell(Condition.HEALTHY));
    }
    Wait own = waits.get(service.name());
    if (own != null) {
      all.add(own);
    } else if (!isDemanded(service, Condition.COMPLETED)) {
      all.add(Wait.forPublishedPorts());
    }
    if (isDemanded(service, Condition.COMPLETED)) {
      all.add(Wait.forCompletion());
    }
    return Wait.forAll(all.toArray(Wait[]::new));
  }

  private boolean isDemanded(Service service, Condition condition) {
    return services.values().stream()
        .map(other -> other.dependencies().get(service.name()))
        .anyMatch(dependency -> dependency != null && dependency.condition() == condition);
  }

  private static List<RunningContainer> ready(Progress one, Set<Throwable> failures) {
    try {
      return List.of(one.ready().join());
    } catch (CompletionException e) {
      failures.add(e.getCause() == null ? e : e.getCause());
      return List.of();
    }
  }

  private static RuntimeException joined(Set<Throwable> failures) {
    Iterator<Throwable> each = failures.iterator();
    Throwable first = each.next();
    each.forEachRemaining(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    return (RuntimeException) first;
  }
}
