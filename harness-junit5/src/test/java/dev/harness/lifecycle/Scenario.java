package dev.harness.lifecycle;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * A run of some test classes, and how it ends.
 *
 * @param outcome in the words of {@link #run}
 * @param engine JUnit's name for what runs them
 */
record Scenario(
    String outcome, String engine, Map<String, String> parameters, List<Class<?>> classes) {
  Scenario {
    parameters = Map.copyOf(parameters);
    classes = List.copyOf(classes);
  }

  static Scenario of(String outcome, Class<?>... classes) {
    return new Scenario(outcome, "junit-jupiter", Map.of(), Arrays.asList(classes));
  }

  /** The same with all that JUnit can do at the same time. */
  Scenario atTheSameTime() {
    Map<String, String> parallel =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    return new Scenario(outcome, engine, parallel, classes);
  }

  /** The same of classes that are suites. */
  Scenario ofSuites() {
    return new Scenario(outcome, "junit-platform-suite", parameters, classes);
  }

  /** Runs it; returns how many tests passed and so on, and how many classes or factories failed. */
  String run() {
    EngineExecutionResults results =
        EngineTestKit.engine(engine)
            .configurationParameters(parameters)
            .selectors(classes.stream().map(one -> selectClass(one)).toArray(ClassSelector[]::new))
            .execute();
    Events tests = results.testEvents();
    Events containers = results.containerEvents();
    return Stream.of(
            count(tests.succeeded(), "passed"),
            count(tests.failed(), "failed"),
            count(tests.aborted(), "aborted"),
            count(tests.skipped(), "skipped"),
            count(containers.failed(), "broken"),
            count(containers.aborted(), "given up"),
            count(containers.skipped(), "left out"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String count(Events events, String word) {
    return events.count() == 0 ? "" : events.count() + " " + word;
  }

  @Override
  public String toString() {
    return classes.stream().map(Class::getSimpleName).collect(Collectors.joining(" and "))
        + (parameters.isEmpty() ? "" : " at the same time");
  }
}
