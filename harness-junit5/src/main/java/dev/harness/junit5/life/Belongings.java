package dev.harness.junit5.life;

import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.compose.RunningComposition;
import dev.harness.junit5.declare.Declared;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What lives as long as one context, a class or a test; JUnit closes it with that. May be used by
 * several threads.
 */
@SuppressWarnings("deprecation") // before 5.13 JUnit closes nothing else
public final class Belongings implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  /** Where the extension keeps what it has. */
  public static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create("dev.harness.junit5");

  private final ExtensionContext context;
  private final Map<Declared, Object> values = new LinkedHashMap<>();
  private final Deque<Runnable> restores = new ArrayDeque<>();
  private @Nullable Harness scope;
  private boolean started;

  private Belongings(ExtensionContext context) {
    this.context = context;
  }

  /** Returns those of a context, none at first. */
  public static Belongings of(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key(context), key -> new Belongings(context), Belongings.class);
  }

  /** Children see what their parents store, so the key tells whose it is. */
  private static String key(ExtensionContext context) {
    return Belongings.class.getSimpleName() + " of " + context.getUniqueId();
  }

  /** Returns all containers that a context can see: its own, and those of what encloses it. */
  public static Set<RunningContainer> visibleTo(ExtensionContext context) {
    Set<RunningContainer> visible = new LinkedHashSet<>();
    upwards(context).forEach(belongings -> visible.addAll(belongings.containers()));
    return visible;
  }

  /** Those of a context, then of what encloses it. */
  private static Stream<Belongings> upwards(ExtensionContext context) {
    return Stream.iterate(
            Optional.of(context),
            Optional::isPresent,
            at -> at.flatMap(ExtensionContext::getParent))
        .map(at -> of(at.orElseThrow()));
  }

  private synchronized List<RunningContainer> containers() {
    List<RunningContainer> latestFirst = new ArrayList<>();
    for (Object value : values.values()) {
      if (value instanceof RunningContainer container) {
        latestFirst.add(container);
      } else if (value instanceof RunningComposition composition) {
        latestFirst.addAll(composition.containers());
      }
    }
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  /** Finds what was declared and has come to life in a context or what encloses it. */
  static Object find(ExtensionContext context, Declared declared) {
    return upwards(context)
        .flatMap(belongings -> belongings.value(declared).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "What %s declares does not exist here".formatted(declared.place())));
  }

  private synchronized Optional<Object> value(Declared declared) {
    return Optional.ofNullable(values.get(declared));
  }

  /** Whether the caller is the first to start what a class declares. */
  synchronized boolean claimStart() {
    boolean first = !started;
    started = true;
    return first;
  }

  /** Starts what goes with the context; the engine starts with the first. */
  public Harness harness() {
    Harness above =
        context
            .getParent()
            .filter(parent -> parent.getParent().isPresent())
            .map(parent -> of(parent).harness())
            .orElseGet(() -> SharedHarness.of(context));
    synchronized (this) {
      Harness own = scope == null ? above.openScope() : scope;
      scope = own;
      return own;
    }
  }

  /** Makes known what has come to life. */
  synchronized void put(Declared declared, Object value) {
    values.put(declared, value);
  }

  /** Does this at the end, while all containers are still there. */
  synchronized void closeFirst(Runnable closing) {
    restores.push(closing);
  }

  /** Removes all, the latest first, whatever fails. */
  @Override
  public void close() {
    List<Runnable> first;
    Harness last;
    synchronized (this) {
      first = List.copyOf(restores);
      restores.clear();
      last = scope;
    }
    first.forEach(Runnable::run);
    if (last != null) {
      last.close();
    }
  }
}
