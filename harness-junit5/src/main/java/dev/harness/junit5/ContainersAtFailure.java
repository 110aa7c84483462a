package dev.harness.junit5;

/**
 * How containers were when a test failed. It is suppressed in the failure, whose own type and
 * message stay as they are: development environments and build tools print it below them.
 */
final class ContainersAtFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a stack, which would tell nothing. */
  ContainersAtFailure(String report) {
    super("\n" + report.stripTrailing(), null, false, false);
  }
}
