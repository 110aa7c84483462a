package dev.harness.images.dockerfile;

/** A Dockerfile that cannot be read or does not say what can be done; tells where and why. */
public final class DockerfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DockerfileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of the whole file. */
  public DockerfileException(String message) {
    super(message);
  }

  /** Of one instruction. */
  public static DockerfileException of(Statement statement, String reason) {
    return at(statement.line(), "%s: %s".formatted(statement.word(), reason));
  }

  /** Of one instruction. */
  public static DockerfileException of(Statement statement, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    String named =
        reason.startsWith(statement.word() + ":") ? reason : statement.word() + ": " + reason;
    return new DockerfileException("line %d: %s".formatted(statement.line(), named), cause);
  }

  static DockerfileException at(int line, String reason) {
    return new DockerfileException("line %d: %s".formatted(line, reason));
  }
}
