package dev.harness.runtime.engine.request;

import java.util.List;
import java.util.Optional;

/**
 * A further process to run in a container.
 *
 * @param environment {@code KEY=value}, over the container's
 * @param workingDirectory absent = the container's
 * @param user {@code user[:group]}; absent = the container's
 */
public record ExecRequest(
    List<String> command,
    List<String> environment,
    Optional<String> workingDirectory,
    Optional<String> user,
    boolean attachStdin,
    boolean attachStdout,
    boolean attachStderr) {

  public ExecRequest {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
