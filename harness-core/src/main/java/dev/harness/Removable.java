package dev.harness;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineRefusedException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Something on an engine that goes when it is closed. */
interface Removable extends AutoCloseable {
  /** Whether it was closed; then it is gone, or its removal has failed. */
  boolean isClosed();

  /**
   * Removes it.
   *
   * @throws CleanupException when it could not be removed
   */
  @Override
  void close();

  /**
   * Removes by a request to the engine; what is gone already is fine. An interrupt, after which
   * nothing can be asked of the engine, is put off until it has answered.
   *
   * @throws CleanupException when the engine cannot remove it
   */
  static void remove(Runnable request) {
    boolean interrupted = Thread.interrupted();
    try {
      request.run();
    } catch (EngineApiException e) {
      if (!(e instanceof EngineRefusedException refused) || !refused.isNotFound()) {
        throw new CleanupException(e.getMessage(), e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes all in the given order; throws the first failure, with the others suppressed. */
  static void closeAll(Collection<? extends Removable> things) {
    CleanupException first = null;
    for (Removable thing : things) {
      first = close(thing, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable CleanupException close(
      Removable thing, @Nullable CleanupException first) {
    try {
      thing.close();
      return first;
    } catch (CleanupException e) {
      if (first == null) {
        return e;
      }
      first.addSuppressed(e);
      return first;
    }
  }
}
