package dev.harness.junit5.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What JUnit's launcher leaves for the reader. */
class TimelineListenerTest {
  @TempDir Path directory;
  private FakeEngine engine;
  private Path report;

  @BeforeEach
  void open() throws IOException {
    engine =
        new FakeEngine()
            .with("server:1", FakeImage.SERVER)
            .with("failing:1", FakeImage.failing(3, "the disk is full"));
    System.setProperty("harness.engine", engine.address());
    report = directory.resolve("made/timeline.html");
  }

  @AfterEach
  void close() {
    System.clearProperty("harness.engine");
    engine.close();
  }

  @Test
  void showsTestsWithoutContainersToo() throws IOException {
    String page = run(TimelineTestCases.MixedTestCase.class);

    assertThat(page)
        .contains("0 containers, 5 tests, 1 failed, 1 skipped")
        .contains(">TimelineTestCases.MixedTestCase<", ">TimelineTestCases.MixedTestCase.Inner<")
        .contains("test: passes &lt;b&gt;boldly&lt;/b&gt;, ok, ")
        .contains("test: fails(), failed, ", "java.lang.AssertionError: the shop is closed")
        .contains("test: skipped(), skipped, ", "not today")
        .contains("test: counts(int) › [1] ")
        .contains("test: nested(), ok, ");
  }

  @Test
  void showsContainersBesideTests() throws IOException {
    String page = run(TimelineTestCases.ContainerTestCase.class);

    assertThat(page)
        .contains("1 container, 1 test<")
        .contains("engine: start or find, ok, ", "engine: end, ok, ")
        .contains("start: create, ok, ", "start: start, ok, ", "wait: wait until ready, ok, ")
        .contains("run: db (server:1), ok, ", "stop: remove, ok, ", "test: uses(), ok, ")
        .contains("class: dev.harness.junit5.timeline.TimelineTestCases$ContainerTestCase, ok, ")
        .contains(">ready to serve</pre>");
  }

  @Test
  void showsAStartThatFails() throws IOException {
    String page = run(TimelineTestCases.FailingContainerTestCase.class);

    assertThat(page)
        .contains("wait: wait until ready, failed, ", "exited with code 3")
        .contains(
            "class: dev.harness.junit5.timeline.TimelineTestCases$FailingContainerTestCase, failed, ")
        .contains(">the disk is full</pre>")
        .contains("1 container, 0 tests<");
  }

  @Test
  void putsTestsAtTheSameTimeIntoRows() throws IOException {
    String page =
        run(
            TimelineTestCases.ParallelTestCase.class,
            Map.of("junit.jupiter.execution.parallel.enabled", "true"));

    assertThat(page).contains("--height: 2", "--row: 0", "--row: 1", "2 tests<");
  }

  @Test
  void putsAllPlansOfASessionIntoOneReport() throws IOException {
    try (LauncherSession session = LauncherFactory.openSession()) {
      execute(session, TimelineTestCases.ContainerTestCase.class, Map.of());
      execute(session, TimelineTestCases.MixedTestCase.class, Map.of());

      assertThat(report).doesNotExist();
    }

    assertThat(Files.readString(report)).contains("test: uses()", "test: passes ");
  }

  @Test
  void writesNothingThatNobodyAsksFor() {
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(TimelineTestCases.ContainerTestCase.class))
                  .build());
    }

    assertThat(directory).isEmptyDirectory();
    assertThat(engine.calls()).noneMatch(call -> call.endsWith("/logs"));
  }

  @Test
  void takesAFileThatCannotBeWrittenForNoFailure() throws IOException {
    report = Files.createFile(directory.resolve("file")).resolve("timeline.html");

    try (LauncherSession session = LauncherFactory.openSession()) {
      execute(session, TimelineTestCases.ContainerTestCase.class, Map.of());
    }

    assertThat(directory.resolve("file")).isEmptyFile();
  }

  private String run(Class<?> type) throws IOException {
    return run(type, Map.of());
  }

  private String run(Class<?> type, Map<String, String> parameters) throws IOException {
    try (LauncherSession session = LauncherFactory.openSession()) {
      execute(session, type, parameters);
    }
    return Files.readString(report);
  }

  private void execute(LauncherSession session, Class<?> type, Map<String, String> parameters) {
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .configurationParameters(parameters)
                .configurationParameter("harness.timeline", report.toString())
                .build());
  }
}
