package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What you see when a test fails: the container's state and log, and the run as a picture. */
class FailingTestExampleIT {
  private static final Path TIMELINE = Path.of("target/failing-test-timeline.html");

  /** It fails, so the test below runs it and not the build. */
  static class GreetingTestCase {
    @Container(
        image = "debian.internal/busybox",
        name = "greeter",
        command = {"sh", "-c", "echo 'no greeting is configured'; sleep 1000"},
        waitForLogLine = "configured")
    static RunningContainer greeter;

    @Test
    void greets() {
      assertThat(greeter.exec("cat", "/greeting.txt").stdout()).isEqualTo("hello\n");
    }
  }

  @Test
  void showsTheContainerAndTheTimeline() throws IOException {
    List<String> entries = new ArrayList<>();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(GreetingTestCase.class))
                  .configurationParameter("harness.timeline", TIMELINE.toString())
                  .build(),
              new TestExecutionListener() {
                @Override
                public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                  entries.add(entry.getKeyValuePairs().toString());
                }
              });
    }

    assertThat(entries)
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .contains("greeter", "state: running", "no greeting is configured"));
    assertThat(Files.readString(TIMELINE))
        .contains("test: greets(), failed, ", "no greeting is configured");
  }
}
