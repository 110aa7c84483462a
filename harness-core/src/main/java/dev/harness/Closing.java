package dev.harness;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several containers; a failure does not keep the others open. */
final class Closing {
  private Closing() {}

  /** Closes all in the given order; throws the first failure, with the others suppressed. */
  static void all(Collection<RunningContainer> containers) {
    CleanupException first = null;
    for (RunningContainer container : containers) {
      first = close(container, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable CleanupException close(
      RunningContainer container, @Nullable CleanupException first) {
    try {
      container.close();
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
