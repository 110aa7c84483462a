package dev.harness.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.harness.Harness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Sessions of JUnit's launcher after one another in a JVM, as Gradle's workers and IDEs have them. */
@Tag("once") // what JUnit calls is the same for all users
@Timeout(60)
class LongLivedJvmIT {
  private static final List<Path> ENGINES = new ArrayList<>();

  static class Case extends LivingCases.Session {
    @Test
    void tellsItsEngine(Harness harness) {
      ENGINES.add(Path.of(harness.address().getPath()));
    }
  }

  static class CaseAgain extends Case {}

  @Test
  void haveAnEngineEachThatEndsWithThem() {
    runSession();
    assertThat(ENGINES).hasSize(2).noneMatch(Files::exists);

    runSession();
    assertThat(ENGINES).hasSize(4).noneMatch(Files::exists);
    assertThat(ENGINES.stream().distinct()).hasSize(2);
    assertThat(ENGINES.get(0)).isEqualTo(ENGINES.get(1)).isNotEqualTo(ENGINES.get(2));
  }

  /** Two executions, between which the engine stays. */
  private static void runSession() {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (LauncherSession session = LauncherFactory.openSession()) {
      for (Class<?> one : List.of(Case.class, CaseAgain.class)) {
        session
            .getLauncher()
            .execute(
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(one)).build(),
                summary);
        assertThat(summary.getSummary().getFailures()).isEmpty();
        assertThat(ENGINES.get(ENGINES.size() - 1)).exists();
      }
    }
  }
}
