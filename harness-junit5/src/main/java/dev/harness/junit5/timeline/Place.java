package dev.harness.junit5.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Where a test belongs.
 *
 * @param className the class, or what the engine has instead
 * @param name what the test, or the class, is called there
 */
record Place(String className, String name) {

  /**
   * Looks upwards for the class; the names on the way to it, such as that of a parameterized method,
   * belong to the test's.
   */
  static Place of(
      TestIdentifier identifier, Function<TestIdentifier, Optional<TestIdentifier>> parent) {
    Deque<String> names = new ArrayDeque<>();
    Optional<TestIdentifier> at = Optional.of(identifier);
    String last = identifier.getDisplayName();
    while (at.isPresent()) {
      TestIdentifier here = at.get();
      if (here.getSource().orElse(null) instanceof ClassSource source) {
        String className = source.getClassName();
        return new Place(className, names.isEmpty() ? className : String.join(" › ", names));
      }
      last = here.getDisplayName();
      names.addFirst(last);
      at = parent.apply(here);
    }
    return new Place(last, String.join(" › ", names));
  }

  /** The package of the class, empty where there is none. */
  String packageName() {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** The class without its package, nested ones after those around them. */
  String classLabel() {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }
}
