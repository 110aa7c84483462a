package dev.harness.junit5;

import dev.harness.ContainerAccessException;
import dev.harness.RunningContainer;

/** What a container says about itself when a test has failed. */
final class FailureReport {
  private static final int LINES = 40;

  private FailureReport() {}

  /** Describes state, ports and the end of the log; never fails. */
  static String of(RunningContainer container) {
    StringBuilder report = new StringBuilder();
    try {
      report.append("state: ").append(container.status());
      report.append(", exit code ").append(container.exitCode());
      report.append("\nports: ").append(container.ports());
      report.append("\nlog:\n").append(container.lastLogs(LINES));
    } catch (ContainerAccessException e) {
      report.append("\nno more can be said: ").append(e.getMessage());
    }
    return report.toString().strip();
  }
}
