package dev.harness.junit5;

import dev.harness.ContainerAccessException;
import dev.harness.RunningContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** What containers say about themselves when a test has failed; none of it fails itself. */
final class FailureReport {
  private static final int LINES = 40;
  private static final int LINES_IN_FAILURE = 20;

  private final Collection<RunningContainer> containers;

  /** About those that the failed test could use. */
  FailureReport(Collection<RunningContainer> containers) {
    this.containers = containers;
  }

  /** Whether it is a failure, and not a test that was given up by an assumption. */
  static boolean isFailure(Throwable end) {
    return !(end instanceof TestAbortedException);
  }

  /** Appends state, ports and last lines to the failure, once: who prints it prints them too. */
  void appendTo(Throwable failure) {
    boolean appended =
        Arrays.stream(failure.getSuppressed()).anyMatch(ContainersAtFailure.class::isInstance);
    if (!appended && !containers.isEmpty() && isFailure(failure)) {
      failure.addSuppressed(
          new ContainersAtFailure(
              containers.stream()
                  .map(container -> "container " + container + "\n" + indented(container))
                  .collect(Collectors.joining())));
    }
  }

  private static String indented(RunningContainer container) {
    return of(container, LINES_IN_FAILURE).indent(2);
  }

  /** Publishes the same as report entries, and the full logs as files where JUnit takes files. */
  void publish(ExtensionContext context) {
    for (RunningContainer container : containers) {
      context.publishReportEntry("container " + container, of(container, LINES));
    }
    if (!containers.isEmpty() && takesFiles()) {
      try {
        context.publishDirectory("container-logs", this::saveLogs);
      } catch (JUnitException e) {
        LoggerFactory.getLogger("dev.harness").debug("JUnit has no place for files", e);
      }
    }
  }

  /** From JUnit 5.12 on. */
  private static boolean takesFiles() {
    return Arrays.stream(ExtensionContext.class.getMethods())
        .anyMatch(method -> method.getName().equals("publishDirectory"));
  }

  private void saveLogs(Path directory) throws IOException {
    for (RunningContainer container : containers) {
      try {
        // Names of containers consist of letters, digits, dots and dashes.
        container.saveLogs(directory.resolve(container.name() + ".log"));
      } catch (ContainerAccessException e) {
        LoggerFactory.getLogger("dev.harness").debug("A log cannot be saved", e);
      }
    }
  }

  private static String of(RunningContainer container, int lines) {
    StringBuilder report = new StringBuilder();
    try {
      report.append("state: ").append(container.status());
      report.append(", exit code ").append(container.exitCode());
      report.append("\nports: ").append(container.ports());
      report.append("\nlog:\n").append(container.lastLogs(lines));
    } catch (ContainerAccessException e) {
      report.append("\nno more can be said: ").append(e.getMessage());
    }
    return report.toString().strip();
  }
}
