package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventStatistics;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes on an engine that does not exist, a new one for each test. */
final class FakeRun implements BeforeEachCallback, AfterEachCallback {
  private FakeEngine engine = opened();

  private static FakeEngine opened() {
    try {
      return new FakeEngine()
          .with("server:1", FakeImage.SERVER)
          .with("failing:1", FakeImage.failing(3, "the disk is full"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    System.setProperty("harness.engine", engine.address());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.clearProperty("harness.engine");
    engine.close();
  }

  FakeEngine engine() {
    return engine;
  }

  /** Runs classes with JUnit's configuration parameters. */
  EngineExecutionResults of(Map<String, String> parameters, Class<?>... testCases) {
    ClassSelector[] selectors = new ClassSelector[testCases.length];
    for (int i = 0; i < testCases.length; i++) {
      selectors[i] = selectClass(testCases[i]);
    }
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameters(parameters)
        .selectors(selectors)
        .execute();
  }

  /** Runs a suite. */
  EngineExecutionResults ofSuite(Class<?> suite) {
    return EngineTestKit.engine("junit-platform-suite").selectors(selectClass(suite)).execute();
  }

  /** Runs a class as build tools do, as one of the runs of a session. */
  static void execute(LauncherSession session, Class<?> testCase) {
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testCase)).build());
  }

  EngineExecutionResults of(Class<?>... testCases) {
    return of(Map.of(), testCases);
  }

  /** Runs classes and requires that all their tests succeed, of which there are so many. */
  void succeeds(int count, Class<?>... testCases) {
    Events tests = of(testCases).testEvents();

    assertThat(tests.failed().list()).isEmpty();
    tests.assertStatistics((EventStatistics all) -> all.started(count).succeeded(count));
    assertNothingIsLeft();
  }

  /** Runs a class that must be refused with a message, before anything starts. */
  void refuses(Class<?> testCase, String expected) {
    of(testCase)
        .allEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class), message(expected))));
    assertThat(engine.calls()).isEmpty();
  }

  List<String> starts() {
    return engine.calls().stream().filter(call -> call.endsWith("/start")).toList();
  }

  /** The starts and removals of containers. */
  List<String> lives() {
    return engine.calls().stream()
        .filter(call -> call.endsWith("/start") || call.startsWith("DELETE /containers"))
        .toList();
  }

  void assertNothingIsLeft() {
    assertThat(engine.containers()).isEmpty();
    assertThat(engine.resources()).isEmpty();
  }
}
