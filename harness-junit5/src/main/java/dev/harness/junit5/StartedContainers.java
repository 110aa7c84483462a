package dev.harness.junit5;

import dev.harness.CleanupException;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The containers that live as long as one context, a class or a test; JUnit closes them with it.
 * May be used by several threads.
 */
@SuppressWarnings("deprecation") // before 5.13 JUnit closes nothing else
final class StartedContainers implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private final Deque<RunningContainer> latestFirst = new ArrayDeque<>();
  private final Deque<Runnable> first = new ArrayDeque<>();
  private final Deque<Runnable> last = new ArrayDeque<>();
  private final Map<Field, RunningContainer> shared = new HashMap<>();

  /** Returns those of a context, none at first. */
  static StartedContainers of(ExtensionContext context) {
    return context
        .getStore(ContainerExtension.NAMESPACE)
        .getOrComputeIfAbsent(
            key(context), key -> new StartedContainers(), StartedContainers.class);
  }

  /** Children see what their parents store, so the key tells whose it is. */
  private static String key(ExtensionContext context) {
    return StartedContainers.class.getSimpleName() + " of " + context.getUniqueId();
  }

  /** Returns all that a context can see: its own, and those of what encloses it. */
  static Set<RunningContainer> visibleTo(ExtensionContext context) {
    Set<RunningContainer> visible = new LinkedHashSet<>();
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      visible.addAll(of(at.get()).list());
      at = at.get().getParent();
    }
    return visible;
  }

  /** Finds the container of a field that holds a specification. */
  static Optional<RunningContainer> shared(ExtensionContext context, Field field) {
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      RunningContainer container = of(at.get()).sharedBy(field);
      if (container != null) {
        return Optional.of(container);
      }
      at = at.get().getParent();
    }
    return Optional.empty();
  }

  private synchronized @Nullable RunningContainer sharedBy(Field field) {
    return shared.get(field);
  }

  private synchronized List<RunningContainer> list() {
    return List.copyOf(latestFirst);
  }

  /**
   * Returns the container that a field has for the whole run of tests, and starts it if nobody has
   * yet; others that ask meanwhile wait.
   */
  static RunningContainer ofSession(ExtensionContext context, Field field, ContainerSpec spec) {
    ExtensionContext root = context.getRoot();
    // Made first, so that it is closed last.
    Harness harness = SharedHarness.of(context);
    StartedContainers owner = of(root);
    return root.getStore(ContainerExtension.NAMESPACE)
        .getOrComputeIfAbsent(
            field, key -> owner.added(harness.start(spec)), RunningContainer.class);
  }

  private RunningContainer added(RunningContainer container) {
    add(container);
    return container;
  }

  /** Takes ownership of a container. */
  synchronized void add(RunningContainer container) {
    latestFirst.push(container);
  }

  /** Does this while all containers are still there. */
  synchronized void closeFirst(Runnable closing) {
    first.push(closing);
  }

  /** Does this after all containers are gone: it removes what they shared. */
  synchronized void closeLast(Runnable closing) {
    last.push(closing);
  }

  private synchronized List<Runnable> closings() {
    List<Runnable> closings = new ArrayList<>(first);
    latestFirst.forEach(container -> closings.add(container::close));
    closings.addAll(last);
    return closings;
  }

  /** Makes a container that is here known as that of a field. */
  synchronized void share(Field field, RunningContainer container) {
    shared.put(field, container);
  }

  /** Removes all, the latest first, whatever fails. */
  @Override
  public void close() {
    CleanupException failure = null;
    for (Runnable closing : closings()) {
      try {
        closing.run();
      } catch (CleanupException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
