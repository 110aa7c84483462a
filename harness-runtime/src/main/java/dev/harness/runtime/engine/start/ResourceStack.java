package dev.harness.runtime.engine.start;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a method has opened so far: closed in reverse order when the method fails, given on with
 * {@link #release} when it succeeds. All are closed even when some fail.
 */
public final class ResourceStack implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Puts a resource on top and returns it. */
  public <T extends AutoCloseable> T push(T resource) {
    open.push(resource);
    return resource;
  }

  /** Moves everything to a new stack, whose owner closes it. */
  ResourceStack release() {
    ResourceStack given = new ResourceStack();
    given.open.addAll(open);
    open.clear();
    return given;
  }

  /** Forgets everything: it belongs to someone else now. */
  public void forget() {
    open.clear();
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      RuntimeException failure = close(open.pop());
      if (first == null) {
        first = failure;
      } else if (failure != null) {
        first.addSuppressed(failure);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException close(AutoCloseable resource) {
    try {
      resource.close();
      return null;
    } catch (RuntimeException failure) {
      return failure;
    } catch (Exception failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new IllegalStateException("cannot close " + resource, failure);
    }
  }
}
