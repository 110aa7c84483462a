package dev.harness;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things; a failure does not keep the others open. */
final class Closing {
  private Closing() {}

  /** Closes all in the given order; throws the first failure, with the others suppressed. */
  static void all(Collection<Runnable> closings) {
    CleanupException first = null;
    for (Runnable closing : closings) {
      first = close(closing, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable CleanupException close(
      Runnable closing, @Nullable CleanupException first) {
    try {
      closing.run();
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
