package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.net.ContainerPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a container runs: the request merged with the image's configuration (C25, C26).
 *
 * @param entrypoint may be empty
 * @param command may be empty, but not both
 * @param environment {@code KEY=value}, each key once
 * @param user {@code user[:group]}, empty for the superuser of the container
 * @param volumes paths that get a volume of their own
 * @param health how it is found out whether it works
 */
public record ProcessConfig(
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    String user,
    String hostname,
    String domainname,
    Signal stopSignal,
    Duration stopTimeout,
    Map<String, String> labels,
    Set<ContainerPort> exposedPorts,
    Set<String> volumes,
    Optional<HealthCheck> health) {

  public ProcessConfig {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    labels = Map.copyOf(labels);
    exposedPorts = Set.copyOf(exposedPorts);
    volumes = Set.copyOf(volumes);
  }

  /** Entrypoint and command in one: the arguments of the first process. */
  public List<String> arguments() {
    return Stream.concat(entrypoint.stream(), command.stream()).toList();
  }
}
