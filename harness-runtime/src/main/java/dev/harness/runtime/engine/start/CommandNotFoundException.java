package dev.harness.runtime.engine.start;

/** A command that is not on the container's path; the words are those that clients look for (C34). */
public final class CommandNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandNotFoundException(String command, String searchPath) {
    super("exec: \"%s\": executable file not found in $PATH (%s)".formatted(command, searchPath));
  }
}
