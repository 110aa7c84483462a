package dev.harness.runtime.build;

import dev.harness.images.dockerfile.Statement;

/** A build that failed in one of its steps; tells which, and why. */
public final class BuildException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FAILED = 1;

  private final int code;

  private BuildException(String message, int code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  private BuildException(String message, int code) {
    super(message);
    this.code = code;
  }

  /** Of a step that cannot be done. */
  static BuildException of(Statement statement, String reason) {
    return new BuildException(located(statement, reason), FAILED);
  }

  /** Of a step that cannot be done. */
  static BuildException of(Statement statement, Throwable cause) {
    return new BuildException(
        located(statement, String.valueOf(cause.getMessage())), FAILED, cause);
  }

  /** Of a context that cannot be used. */
  static BuildException ofContext(String reason, Throwable cause) {
    return new BuildException("cannot read the build context: " + reason, FAILED, cause);
  }

  /** Of a command that ended with another status than 0. */
  static BuildException ofCommand(Statement statement, String command, int status) {
    String reason = "The command '%s' returned a non-zero code: %d".formatted(command, status);
    return new BuildException(
        "%s (line %d: %s)".formatted(reason, statement.line(), statement.shown()), status);
  }

  private static String located(Statement statement, String reason) {
    return "%s failed: %s (line %d: %s)"
        .formatted(statement.word(), reason, statement.line(), statement.shown());
  }

  /** The status of the command that failed, else 1. */
  public int code() {
    return code;
  }
}
