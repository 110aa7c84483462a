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
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventStatistics;

class ContainerExtensionTest {
  private FakeEngine engine;

  @BeforeEach
  void open() throws IOException {
    engine =
        new FakeEngine()
            .with("server:1", FakeImage.SERVER)
            .with("failing:1", FakeImage.failing(3, "the disk is full"));
    System.setProperty("harness.engine", engine.address());
  }

  @AfterEach
  void close() {
    System.clearProperty("harness.engine");
    engine.close();
  }

  @Test
  void startsAStaticFieldOncePerClass() {
    run(ExtensionTestCases.StaticFieldTestCase.class).testEvents().assertStatistics(succeeded(2));

    assertThat(starts()).containsExactly("POST /containers/shared/start");
    assertNothingIsLeft();
  }

  @Test
  void startsAnInstanceFieldForEachTest() {
    run(ExtensionTestCases.InstanceFieldTestCase.class).testEvents().assertStatistics(succeeded(2));

    assertThat(engine.calls())
        .filteredOn(call -> call.endsWith("/start") || call.startsWith("DELETE"))
        .containsExactly(
            "POST /containers/fake_1/start",
            "DELETE /containers/fake_1",
            "POST /containers/fake_2/start",
            "DELETE /containers/fake_2");
    assertNothingIsLeft();
  }

  @Test
  void startsParametersForTheirMethod() {
    run(ExtensionTestCases.ParameterTestCase.class).testEvents().assertStatistics(succeeded(1));

    assertThat(engine.calls())
        .filteredOn(call -> call.endsWith("/start") || call.startsWith("DELETE"))
        .containsExactly(
            "POST /containers/class/start",
            "POST /containers/instance/start",
            "POST /containers/method/start",
            "DELETE /containers/method",
            "DELETE /containers/instance",
            "DELETE /containers/class");
    assertNothingIsLeft();
  }

  @Test
  void sharesTheContainerOfASpecField() {
    run(ExtensionTestCases.SpecFieldTestCase.class).testEvents().assertStatistics(succeeded(3));

    assertThat(starts())
        .containsExactlyInAnyOrder("POST /containers/shared/start", "POST /containers/own/start");
    assertNothingIsLeft();
  }

  @Test
  void keepsAContainerOfTheSessionForAllClasses() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(
            selectClass(ExtensionTestCases.FirstSessionTestCase.class),
            selectClass(ExtensionTestCases.SecondSessionTestCase.class))
        .execute()
        .testEvents()
        .assertStatistics(succeeded(2));

    assertThat(engine.calls())
        .filteredOn(call -> call.endsWith("/start") || call.startsWith("DELETE"))
        .containsExactly("POST /containers/session/start", "DELETE /containers/session");
    assertNothingIsLeft();
  }

  @Test
  void startsWhatOthersDependOnFirst() {
    run(ExtensionTestCases.DependentTestCase.class).testEvents().assertStatistics(succeeded(1));

    assertThat(starts())
        .containsExactly(
            "POST /containers/first/start",
            "POST /containers/middle/start",
            "POST /containers/last/start");
    assertNothingIsLeft();
  }

  @Test
  void startsContainersOfTheSessionInTheOrderOfTheirDependencies() {
    run(ExtensionTestCases.DependentSessionTestCase.class)
        .testEvents()
        .assertStatistics(succeeded(1));

    assertThat(starts())
        .containsExactly("POST /containers/first/start", "POST /containers/last/start");
    assertNothingIsLeft();
  }

  @Test
  void startsOneContainerForEachFieldThatNamesAPlainSpec() {
    run(ExtensionTestCases.TwoOfAPlainSpecTestCase.class)
        .testEvents()
        .assertStatistics(succeeded(1));

    assertThat(starts()).hasSize(2);
    assertNothingIsLeft();
  }

  @Test
  void setsNoPropertyWhenOneCannotBeTold() {
    run(ExtensionTestCases.UntoldPropertyTestCase.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(
                        text ->
                            text.startsWith(
                                    "@Container on field UntoldPropertyTestCase.server has the"
                                        + " property 'test.bad={port:99}': Container ")
                                && text.contains("does not publish port 99")))));

    assertThat(System.getProperty("test.kept")).isNull();
    assertNothingIsLeft();
  }

  @Test
  void setsPropertiesOfAParameter() {
    run(ExtensionTestCases.ParameterPropertyTestCase.class)
        .testEvents()
        .assertStatistics(succeeded(1));

    assertThat(System.getProperty("test.parameter")).isNull();
  }

  @Test
  void setsSystemPropertiesWhileTheContainerRuns() {
    System.setProperty("test.before", "before");

    run(ExtensionTestCases.PropertiesTestCase.class).testEvents().assertStatistics(succeeded(1));

    assertThat(System.clearProperty("test.before")).isEqualTo("before");
    assertThat(System.getProperty("test.url")).isNull();
  }

  @Test
  void runsConditionalTestsWhereThereIsAnEngine() {
    run(ExtensionTestCases.ConditionalTestCase.class).testEvents().assertStatistics(succeeded(1));
  }

  @Test
  void skipsConditionalTestsWithTheReasonWhereThereIsNone() {
    System.setProperty("harness.engine", "unix:///nonesuch/docker.sock");

    run(ExtensionTestCases.ConditionalTestCase.class)
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
      run(ExtensionTestCases.ConditionalTestCase.class)
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
    run(ExtensionTestCases.OwnAnnotationTestCase.class).testEvents().assertStatistics(succeeded(1));

    assertThat(starts()).hasSize(2);
    assertNothingIsLeft();
  }

  @Test
  void reportsTheContainersOfAFailedTest() {
    EngineExecutionResults results = run(ExtensionTestCases.FailingTestCase.class);

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
    assertNothingIsLeft();
  }

  @Test
  void appendsTheContainersToTheFailure() {
    run(ExtensionTestCases.FailingTestCase.class)
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
                                text.startsWith(
                                        "\ncontainer own (server:1)\n  state: running, exit code 0\n"
                                            + "  ports: {}\n  log:\n  ready to serve\n"
                                            + "container shared (server:1)\n")
                                    && text.endsWith("ready to serve"))))));
  }

  @Test
  void appendsTheContainersOfTheClassWhenItsMethodsFail() {
    EngineExecutionResults results = run(ExtensionTestCases.FailingBeforeAllTestCase.class);

    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message("not today"),
                    suppressed(0, message(text -> text.contains("container shared (server:1)"))))));
    assertNothingIsLeft();
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
    EngineExecutionResults results = run(ExtensionTestCases.AbortedTestCase.class);

    results.testEvents().assertStatistics(statistics -> statistics.aborted(1));
    assertThat(results.testEvents().filter(event -> event.getType() == REPORTING_ENTRY_PUBLISHED))
        .isEmpty();
  }

  @Test
  void removesWhatStartedWhenAnotherDidNot() {
    EngineExecutionResults results = run(ExtensionTestCases.FailingStartTestCase.class);

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
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FinalField | @Container field FinalFieldTestCase.DB must not be final",
        "WrongType | @Container field WrongTypeTestCase.db must be a RunningContainer or a static"
            + " ContainerSpec",
        "WrongPort | @Container on field WrongPortTestCase.db is wrong: a container cannot have"
            + " port 70000: ports are numbers from 1 to 65535",
        "UnknownField | @Container on field UnknownFieldTestCase.db names DB, but"
            + " UnknownFieldTestCase has no such field",
        "InstanceNetwork | @Network field InstanceNetworkTestCase.backend must be a static"
            + " ContainerNetwork and not final",
        "PlainNetwork | @Container on field PlainNetworkTestCase.db joins the network backend, but"
            + " that field has no @Network",
        "UnknownNetwork | @Container on field UnknownNetworkTestCase.db names backend, but"
            + " UnknownNetworkTestCase has no such field",
        "InstanceSession | @Container field InstanceSessionTestCase.db must be static to last for"
            + " the session",
        "Circle | @Container fields of CircleTestCase depend on each other in a circle: a -> b",
        "ShortDependency | @Container field ShortDependencyTestCase.db lasts for the session and"
            + " cannot depend on other, which does not",
        "LaterDependency | @Container field LaterDependencyTestCase.db cannot depend on other,"
            + " which starts for each test",
        "PlainDependency | @Container field PlainDependencyTestCase.db cannot depend on OTHER,"
            + " which has no @Container",
        "UnknownDependency | @Container on field UnknownDependencyTestCase.db names other, but"
            + " UnknownDependencyTestCase has no such field",
      })
  void refusesWrongDeclarations(String name, String expected) throws ClassNotFoundException {
    Class<?> testCase = Class.forName(ExtensionTestCases.class.getName() + "$" + name + "TestCase");

    run(testCase)
        .allEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class), message(expected))));
    assertNothingIsLeft();
  }

  @Test
  void refusesAParameterThatLastsForTheSession() {
    run(ExtensionTestCases.SessionParameterTestCase.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(
                        text ->
                            text.endsWith(
                                " cannot have a scope or depend on others: its container is the"
                                    + " test's")))));
    assertThat(starts()).isEmpty();
  }

  @Test
  void refusesAParameterWithoutAnImage() {
    run(ExtensionTestCases.NoImageTestCase.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(
                        text ->
                            text.contains(
                                "needs an image, or the name of a ContainerSpec field")))));
  }

  @Test
  void startsOneEngineForAllClasses() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(
            selectClass(ExtensionTestCases.StaticFieldTestCase.class),
            selectClass(ExtensionTestCases.InstanceFieldTestCase.class))
        .execute()
        .testEvents()
        .assertStatistics(succeeded(4));

    assertThat(engine.calls()).filteredOn("GET /_ping"::equals).hasSize(1);
  }

  private static Consumer<EventStatistics> succeeded(int count) {
    return statistics -> statistics.started(count).succeeded(count);
  }

  private static EngineExecutionResults run(Class<?> testCase) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testCase)).execute();
  }

  private List<String> starts() {
    return engine.calls().stream().filter(call -> call.endsWith("/start")).toList();
  }

  private void assertNothingIsLeft() {
    assertThat(engine.containers()).isEmpty();
  }
}
