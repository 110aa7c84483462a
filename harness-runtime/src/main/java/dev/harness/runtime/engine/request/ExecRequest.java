package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.terminal.TerminalSize;
import java.util.List;
import java.util.Optional;

/**
 * A further process to run in a container.
 *
 * @param environment {@code KEY=value}, over the container's
 * @param workingDirectory absent = the container's
 * @param user {@code user[:group]}; absent = the container's
 * @param privileged whether it has all capabilities that there are in the container
 * @param terminal whether its streams are a terminal of its own
 * @param size of that terminal at the beginning
 */
public record ExecRequest(
    List<String> command,
    List<String> environment,
    Optional<String> workingDirectory,
    Optional<String> user,
    boolean attachStdin,
    boolean attachStdout,
    boolean attachStderr,
    boolean privileged,
    boolean terminal,
    TerminalSize size) {

  /** A process as the container's own, of which only the output is wanted. */
  public static ExecRequest reading(List<String> command) {
    return new ExecRequest(
        command,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        true,
        false,
        false,
        TerminalSize.UNKNOWN);
  }

  public ExecRequest {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
