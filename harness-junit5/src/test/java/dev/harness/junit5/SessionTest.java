package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What classes share, however those who run them call JUnit. */
class SessionTest {
  @RegisterExtension final FakeRun run = new FakeRun();

  @Suite
  @SelectClasses({
    ExtensionTestCases.FirstSessionTestCase.class,
    ExtensionTestCases.SecondSessionTestCase.class
  })
  static final class SuiteTestCase {}

  @Test
  void isSharedByTheClassesOfASuite() {
    run.ofSuite(SuiteTestCase.class)
        .testEvents()
        .assertStatistics(all -> all.started(2).succeeded(2));

    assertThat(run.lives())
        .containsExactly("POST /containers/session/start", "DELETE /containers/session");
    assertThat(run.engine().calls()).filteredOn("GET /_ping"::equals).hasSize(1);
    run.assertNothingIsLeft();
  }

  /** As Surefire does with several JVMs. */
  @Test
  void isSharedByTheRunsOfASession() {
    try (LauncherSession session = LauncherFactory.openSession()) {
      FakeRun.execute(session, ExtensionTestCases.FirstSessionTestCase.class);
      assertThat(run.engine().containers()).containsExactly("session");
      FakeRun.execute(session, ExtensionTestCases.SecondSessionTestCase.class);
    }

    assertThat(run.lives())
        .containsExactly("POST /containers/session/start", "DELETE /containers/session");
    run.assertNothingIsLeft();
  }

  /** As Gradle does in a JVM that lives on. */
  @Test
  void isNewInEachSessionOfAJvm() {
    try (LauncherSession session = LauncherFactory.openSession()) {
      FakeRun.execute(session, ExtensionTestCases.FirstSessionTestCase.class);
    }
    run.assertNothingIsLeft();
    try (LauncherSession session = LauncherFactory.openSession()) {
      FakeRun.execute(session, ExtensionTestCases.FirstSessionTestCase.class);
    }

    assertThat(run.lives())
        .containsExactly(
            "POST /containers/session/start",
            "DELETE /containers/session",
            "POST /containers/session/start",
            "DELETE /containers/session");
    assertThat(run.engine().calls()).filteredOn("GET /_ping"::equals).hasSize(2);
  }
}
