package dev.harness;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things on an engine; a failure does not keep the others open. */
final class Closing {
  private Closing() {}

  /** Closes all in the given order; throws the first failure, with the others suppressed. */
  static void all(Collection<? extends Removable> things) {
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
