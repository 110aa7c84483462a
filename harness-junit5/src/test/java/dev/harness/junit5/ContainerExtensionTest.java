package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventType.REPORTING_ENTRY_PUBLISHED;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.harness.ContainerStartException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ContainerExtensionTest {
  private static final String OWN_THEN_SHARED =
      """

      container own (server:1)
        state: running, exit code 0
        ports: {}
        log:
        ready to serve
      container shared (server:1)
      """;

  @RegisterExtension final FakeRun run = new FakeRun();

  @Test
  void startsAStaticFieldOncePerClass() {
    run.succeeds(2, ExtensionTestCases.StaticFieldTestCase.class);

    assertThat(run.starts()).containsExactly("POST /containers/shared/start");
  }

  @Test
  void startsAnInstanceFieldForEachTest() {
    run.succeeds(2, ExtensionTestCases.InstanceFieldTestCase.class);

    assertThat(run.lives())
        .containsExactly(
            "POST /containers/fake_1/start",
            "DELETE /containers/fake_1",
            "POST /containers/fake_2/start",
            "DELETE /containers/fake_2");
  }

  @Test
  void startsParametersForTheirMethod() {
    run.succeeds(1, ExtensionTestCases.ParameterTestCase.class);

    assertThat(run.lives())
        .containsExactly(
            "POST /containers/class/start",
            "POST /containers/instance/start",
            "POST /containers/method/start",
            "DELETE /containers/method",
            "DELETE /containers/instance",
            "DELETE /containers/class");
  }

  @Test
  void sharesTheContainerOfASpecField() {
    run.succeeds(3, ExtensionTestCases.SpecFieldTestCase.class);

    assertThat(run.starts())
        .containsExactlyInAnyOrder("POST /containers/shared/start", "POST /containers/own/start");
  }

  @Test
  void readsASpecFieldThatIsNotFinalWhenATestNeedsIt() {
    run.succeeds(1, ExtensionTestCases.LateSpecTestCase.class);
  }

  @Test
  void keepsAContainerOfTheSessionForAllClasses() {
    run.succeeds(
        2,
        ExtensionTestCases.FirstSessionTestCase.class,
        ExtensionTestCases.SecondSessionTestCase.class);

    assertThat(run.lives())
        .containsExactly("POST /containers/session/start", "DELETE /containers/session");
  }

  @Test
  void startsWhatOthersDependOnFirst() {
    run.succeeds(1, ExtensionTestCases.DependentTestCase.class);

    assertThat(run.starts())
        .containsExactly(
            "POST /containers/first/start",
            "POST /containers/middle/start",
            "POST /containers/last/start");
  }

  @Test
  void startsContainersOfTheSessionInTheOrderOfTheirDependencies() {
    run.succeeds(1, ExtensionTestCases.DependentSessionTestCase.class);

    assertThat(run.starts())
        .containsExactly("POST /containers/first/start", "POST /containers/last/start");
  }

  @Test
  void startsOneContainerForEachFieldThatNamesAPlainSpec() {
    run.succeeds(1, ExtensionTestCases.TwoOfAPlainSpecTestCase.class);

    assertThat(run.starts()).hasSize(2);
  }

  @Test
  void setsPropertiesOfAParameter() {
    run.succeeds(1, ExtensionTestCases.ParameterPropertyTestCase.class);

    assertThat(System.getProperty("test.parameter")).isNull();
  }

  @Test
  void setsSystemPropertiesWhileTheContainerRuns() {
    System.setProperty("test.before", "before");

    run.succeeds(1, ExtensionTestCases.PropertiesTestCase.class);

    assertThat(System.clearProperty("test.before")).isEqualTo("before");
    assertThat(System.getProperty("test.url")).isNull();
  }

  @Test
  void runsConditionalTestsWhereThereIsAnEngine() {
    run.succeeds(1, ExtensionTestCases.ConditionalTestCase.class);
  }

  @Test
  void skipsConditionalTestsWithTheReasonWhereThereIsNone() {
    System.setProperty("harness.engine", "unix:///nonesuch/docker.sock");

    run.of(ExtensionTestCases.ConditionalTestCase.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                skippedWithReason(
                    reason ->
                        reason.startsWith("Containers cannot run here: The engine that")
                            && reason.contains("/nonesuch/docker.sock"))));
  }

  @Test
  void failsConditionalTestsWhereContainersAreRequired() {
    System.setProperty("harness.engine", "unix:///nonesuch/docker.sock");
    System.setProperty("harness.required", "true");
    try {
      run.of(ExtensionTestCases.ConditionalTestCase.class)
          .containerEvents()
          .assertThatEvents()
          .haveExactly(
              1,
              event(
                  finishedWithFailure(
                      message(text -> text.contains("/nonesuch/docker.sock failed")))));
    } finally {
      System.clearProperty("harness.required");
    }
  }

  @Test
  void worksThroughAnAnnotationOfTheUser() {
    run.succeeds(1, ExtensionTestCases.OwnAnnotationTestCase.class);

    assertThat(run.starts()).hasSize(2);
  }

  @Test
  void reportsTheContainersOfAFailedTest() {
    EngineExecutionResults results = run.of(ExtensionTestCases.FailingTestCase.class);

    List<Map<String, String>> entries =
        results
            .testEvents()
            .filter(event -> event.getType() == REPORTING_ENTRY_PUBLISHED)
            .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
            .toList();
    assertThat(entries).as("%s", results.testEvents().failed().list()).hasSize(2);
    assertThat(entries.get(0))
        .containsEntry(
            "container own (server:1)",
            "state: running, exit code 0\nports: {}\nlog:\nready to serve");
    assertThat(entries.get(1)).containsOnlyKeys("container shared (server:1)");
    run.assertNothingIsLeft();
  }

  @Test
  void appendsTheContainersToTheFailure() {
    run.of(ExtensionTestCases.FailingTestCase.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(IllegalStateException.class),
                    message("for a reason of its own"),
                    suppressed(
                        0,
                        message(
                            text ->
                                text.startsWith(OWN_THEN_SHARED)
                                    && text.endsWith("ready to serve"))))));
  }

  @Test
  void appendsTheContainersOfTheClassWhenItsMethodsFail() {
    EngineExecutionResults results = run.of(ExtensionTestCases.FailingBeforeAllTestCase.class);

    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message("not today"),
                    suppressed(0, message(text -> text.contains("container shared (server:1)"))))));
    run.assertNothingIsLeft();
  }

  @Test
  void savesTheLogsOfAFailedTest(@TempDir Path directory) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(ExtensionTestCases.FailingTestCase.class))
        .outputDirectoryCreator(new OneDirectory(directory))
        .execute();

    assertThat(directory.resolve("container-logs/own.log")).hasContent("ready to serve\n");
    assertThat(directory.resolve("container-logs/shared.log")).hasContent("ready to serve\n");
  }

  /** Puts everything into one directory. */
  private record OneDirectory(Path directory) implements OutputDirectoryCreator {
    @Override
    public Path getRootDirectory() {
      return directory;
    }

    @Override
    public Path createOutputDirectory(TestDescriptor test) {
      return directory;
    }
  }

  @Test
  void saysNothingOfATestThatIsGivenUp() {
    EngineExecutionResults results = run.of(ExtensionTestCases.AbortedTestCase.class);

    results.testEvents().assertStatistics(statistics -> statistics.aborted(1));
    assertThat(results.testEvents().filter(event -> event.getType() == REPORTING_ENTRY_PUBLISHED))
        .isEmpty();
  }

  @Test
  void removesWhatStartedWhenAnotherDidNot() {
    EngineExecutionResults results = run.of(ExtensionTestCases.FailingStartTestCase.class);

    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ContainerStartException.class),
                    message(
                        text ->
                            text.contains("bad (failing:1) exited with code 3")
                                && text.contains("the disk is full")))));
    assertThat(results.testEvents().list()).isEmpty();
    run.assertNothingIsLeft();
  }

  @Test
  void startsOneEngineForAllClasses() {
    run.succeeds(
        4,
        ExtensionTestCases.StaticFieldTestCase.class,
        ExtensionTestCases.InstanceFieldTestCase.class);

    assertThat(run.engine().calls()).filteredOn("GET /_ping"::equals).hasSize(1);
  }
}
