package dev.harness.junit5.declare;

import dev.harness.junit5.text.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Properties by which others find a container: names, and templates of their values.
 *
 * @param set system properties
 * @param supplied what is only handed to those who ask for it, as they are for the others
 * @param askers classes for which all of them can be asked for; none when it lives only for a test
 */
public record PropertyTemplates(List<Pair> set, List<Pair> supplied, List<Class<?>> askers) {
  private static final String PREFIX = "dev.harness.supplied.";

  /** Copies the lists. */
  public PropertyTemplates {
    set = List.copyOf(set);
    supplied = List.copyOf(supplied);
    askers = List.copyOf(askers);
  }

  /** All of them. */
  public Stream<Pair> all() {
    return Stream.concat(set.stream(), supplied.stream());
  }

  /**
   * The system properties to set while the container runs. Those who ask know a class and no context
   * of JUnit, and it may have come from another class loader: so what is supplied is held there, too,
   * under names of our own.
   *
   * @param filled fills in a template
   */
  public Map<String, String> values(UnaryOperator<String> filled) {
    Map<String, String> values = new LinkedHashMap<>();
    set.forEach(one -> values.put(one.first(), filled.apply(one.second())));
    for (Class<?> asker : askers) {
      all().forEach(one -> values.put(key(asker, one.first()), filled.apply(one.second())));
    }
    return values;
  }

  /** The system property that holds what is supplied to a class under a name. */
  public static String key(Class<?> asker, String name) {
    return PREFIX + asker.getName() + "." + name;
  }
}
