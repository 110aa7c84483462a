package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Properties for frameworks that ask for them in an order of their own. */
@Timeout(30)
class ContainerPropertiesTest {
  private static final Map<String, String> TWO_AT_A_TIME =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");

  @RegisterExtension final FakeRun run = new FakeRun();

  @AfterEach
  void nothingIsLeft() {
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("dev.harness.supplied."));
    run.assertNothingIsLeft();
  }

  @Test
  void areGivenToWhoAskedForNamesBeforeTheStart() {
    run.succeeds(1, PropertyTestCases.OfFieldTestCase.class);
  }

  @Test
  void areThereWhenOneInstanceIsMadeForAllTests() {
    run.succeeds(1, PropertyTestCases.OneInstanceTestCase.class);
  }

  @Test
  void areFoundByTheClassThatDeclaresThemForOthers() {
    run.succeeds(2, PropertyTestCases.OneTestCase.class, PropertyTestCases.AnotherTestCase.class);
  }

  @Test
  void areFoundByNestedClasses() {
    run.succeeds(1, PropertyTestCases.AroundTestCase.class);
  }

  @Test
  void differBetweenClassesAtTheSameTime() {
    run.of(
            TWO_AT_A_TIME,
            PropertyTestCases.AtOnceTestCase.class,
            PropertyTestCases.AtTheSameTimeTestCase.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(2));
  }

  @Test
  void sayWhenTheyAreAskedForTooEarly() {
    run.of(PropertyTestCases.TooEarlyTestCase.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(IllegalStateException.class),
                    message(
                        "The property test.url has no value now, because its container, which"
                            + " TooEarlyTestCase declares, does not run: it does from before an"
                            + " instance of the test class is made until after @AfterAll. If it was"
                            + " asked for before that, declare the container on the class, above"
                            + " the annotation of what asks"))));
  }

  @Test
  void areThereInTimeForWhatStandsBelow() {
    run.succeeds(1, PropertyTestCases.EarlyEnoughTestCase.class);
  }

  @Test
  void areNotForContainersOfEachTest() {
    run.refuses(
        PropertyTestCases.OfEachTestTestCase.class,
        "@Container on field OfEachTestTestCase.server cannot have dynamicProperties, because they"
            + " are asked for once for all tests: declare the container on the class or a static"
            + " field");
  }

  @Test
  void areNamedByThoseThatAreSetToo() {
    assertThat(ContainerProperties.of(PropertyTestCases.OfFieldTestCase.class))
        .containsOnlyKeys("test.url", "test.set");
    assertThat(ContainerProperties.of(String.class)).isEmpty();
  }
}
