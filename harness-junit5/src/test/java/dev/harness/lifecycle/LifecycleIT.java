package dev.harness.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.StandingEngine;
import dev.harness.engineapi.client.EngineClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of test classes that pass or fail in all phases end as JUnit's users expect, and leave no
 * container, network or volume but what is to be reused. The engine stands, so that it can be asked afterwards, and takes
 * nothing along with its end.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
@Tag("once") // what JUnit calls is the same for all users
@Timeout(60)
class LifecycleIT {
  private static final String ENGINE = "harness.engine";

  @TempDir static Path directory;
  private static StandingEngine engine;
  private static EngineClient client;

  @BeforeAll
  static void startEngine() throws IOException {
    engine = StandingEngine.start(directory);
    client = engine.client();
    System.setProperty(ENGINE, engine.address());
  }

  @AfterAll
  static void endEngine() throws IOException {
    System.clearProperty(ENGINE);
    client.close();
    engine.close();
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(passing(), atTheSameTime(), failing(), withoutStart()).flatMap(all -> all);
  }

  private static Stream<Scenario> passing() {
    return Stream.of(
        Scenario.of("2 passed", LivingCases.StaticField.class),
        Scenario.of("2 passed", LivingCases.InheritedField.class),
        Scenario.of("2 passed", LivingCases.InstanceField.class),
        Scenario.of("1 passed", LivingCases.ConstructorParameter.class),
        Scenario.of("1 passed", LivingCases.MethodParameters.class),
        Scenario.of("1 passed", LivingCases.OnClass.class),
        Scenario.of("1 passed", LivingCases.OnSuperclass.class),
        Scenario.of("1 passed", LivingCases.OnInterface.class),
        Scenario.of("3 passed", LivingCases.Outer.class),
        Scenario.of("2 passed", LivingCases.OneInstance.class),
        Scenario.of("3 passed", LivingCases.Repeated.class),
        Scenario.of("2 passed", LivingCases.Parameterized.class),
        Scenario.of("2 passed", LivingCases.Factory.class),
        Scenario.of("2 passed", LivingCases.Template.class),
        Scenario.of("1 passed", LivingCases.Resources.class),
        Scenario.of("2 passed", LivingCases.Composed.class),
        Scenario.of("1 passed", LivingCases.Dependent.class),
        Scenario.of("1 passed", LivingCases.Addressed.class),
        Scenario.of("1 passed", LivingCases.Specified.class),
        Scenario.of("1 passed", LivingCases.InCode.class),
        Scenario.of("2 passed", LivingCases.Session.class, LivingCases.SessionAgain.class),
        Scenario.of("4 passed", LastingCases.Both.class).ofSuites());
  }

  private static Stream<Scenario> atTheSameTime() {
    return Stream.of(
        Scenario.of("8 passed", LivingCases.Many.class).atTheSameTime(),
        Scenario.of("3 passed", LivingCases.Outer.class).atTheSameTime(),
        Scenario.of(
                "6 passed",
                LivingCases.StaticField.class,
                LivingCases.InstanceField.class,
                LivingCases.Session.class,
                LivingCases.SessionAgain.class)
            .atTheSameTime(),
        Scenario.of("1 passed, 6 failed", FailingCases.AtTheSameTime.class).atTheSameTime());
  }

  private static Stream<Scenario> failing() {
    return Stream.of(
        Scenario.of("1 passed, 1 failed", FailingCases.InTest.class),
        Scenario.of("1 passed, 1 failed", FailingCases.WithAnError.class),
        Scenario.of("1 failed", FailingCases.InTestOfComposition.class),
        Scenario.of("1 broken", FailingCases.InBeforeAll.class),
        Scenario.of("1 failed", FailingCases.InBeforeEach.class),
        Scenario.of("1 failed", FailingCases.InAfterEach.class),
        Scenario.of("1 passed, 1 broken", FailingCases.InAfterAll.class),
        Scenario.of("1 failed", FailingCases.InConstructor.class),
        Scenario.of("1 passed, 1 failed", FailingCases.InNestedTest.class),
        Scenario.of("1 failed", FailingCases.InExtensionAround.class),
        Scenario.of("1 passed, 1 failed", FailingCases.InExtensionWithin.class),
        Scenario.of("1 passed, 1 aborted", FailingCases.GivenUpInTest.class),
        Scenario.of("1 given up", FailingCases.GivenUpInBeforeAll.class),
        Scenario.of("1 passed, 1 failed", FailingCases.TooSlow.class),
        Scenario.of("1 passed, 1 failed", FailingCases.TooSlowInAnExec.class),
        Scenario.of("2 passed", FailingCases.Interrupted.class),
        Scenario.of("2 passed", FailingCases.ClosedByTest.class),
        Scenario.of("2 passed", FailingCases.KilledByTest.class),
        Scenario.of("2 passed", FailingCases.StoppedByTest.class),
        Scenario.of("2 passed", FailingCases.RestartedByTest.class),
        Scenario.of("2 failed", FailingCases.InCode.class));
  }

  private static Stream<Scenario> withoutStart() {
    return Stream.of(
        Scenario.of("1 left out", LivingCases.LeftOut.class),
        Scenario.of("1 passed, 1 skipped", LivingCases.PartlyLeftOut.class),
        Scenario.of("1 broken", FailingCases.Exits.class),
        Scenario.of("1 failed", FailingCases.ExitsForATest.class),
        Scenario.of("1 passed, 1 failed", FailingCases.ExitsAsParameter.class),
        Scenario.of("1 broken", FailingCases.CompositionExits.class),
        Scenario.of("1 failed", FailingCases.CompositionExitsForATest.class),
        Scenario.of("1 broken", FailingCases.CompositionIsWrong.class),
        Scenario.of("1 broken", FailingCases.NeverReady.class),
        Scenario.of("1 broken", FailingCases.NoSuchCommand.class),
        Scenario.of("1 broken", FailingCases.NoSuchImage.class),
        Scenario.of("1 broken", FailingCases.OneOfThree.class),
        Scenario.of("1 broken", FailingCases.WronglyDeclared.class),
        Scenario.of(
            "2 broken", FailingCases.SessionExits.class, FailingCases.SessionExitsAgain.class));
  }

  @ParameterizedTest(name = "{0}: {index}")
  @MethodSource("scenarios")
  void nothingIsLeftBy(Scenario scenario) {
    List<String> before = all().toList();

    String outcome = scenario.run();

    assertThat(outcome).isEqualTo(scenario.outcome());
    assertThat(all()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void laterRunsTakeWhatIsToBeReused() {
    List<String> before = all().toList();
    Scenario scenario =
        Scenario.of(
            "3 passed",
            LastingCases.OfField.class,
            LastingCases.OfClass.class,
            LastingCases.OfSession.class);

    String first = scenario.run();
    List<String> left = all().filter(name -> !before.contains(name)).toList();
    String second = scenario.run();
    List<String> leftAgain = all().filter(name -> !before.contains(name)).toList();

    assertThat(List.of(first, second)).containsOnly("3 passed");
    assertThat(left).hasSize(3);
    assertThat(leftAgain).containsExactlyInAnyOrderElementsOf(left);
    left.forEach(name -> client.containers().remove(name.substring(1)));
  }

  /** The names of all that is on the engine; volumes may be there from earlier ones. */
  private static Stream<String> all() {
    Stream<String> containers =
        client.containers().list(true).stream().flatMap(container -> container.names().stream());
    Stream<String> networks = client.networks().list().stream().map(network -> network.name());
    Stream<String> volumes =
        client.volumes().list().volumes().stream().map(volume -> volume.name());
    return Stream.of(containers, networks, volumes).flatMap(names -> names);
  }
}
