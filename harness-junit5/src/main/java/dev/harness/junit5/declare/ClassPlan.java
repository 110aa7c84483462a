package dev.harness.junit5.declare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be done for one test class.
 *
 * @param declarations what is started
 * @param fields what is set afterwards
 * @param enclosing that of the class around it, if it is nested
 */
public record ClassPlan(
    Declarations declarations, List<FieldInjection> fields, @Nullable ClassPlan enclosing) {

  /** Copies the list. */
  public ClassPlan {
    fields = List.copyOf(fields);
  }

  /** This plan and those around it, the outermost first, as JUnit orders instances. */
  public List<ClassPlan> fromOutside() {
    Deque<ClassPlan> plans = new ArrayDeque<>();
    for (ClassPlan at = this; at != null; at = at.enclosing) {
      plans.push(at);
    }
    return List.copyOf(plans);
  }
}
