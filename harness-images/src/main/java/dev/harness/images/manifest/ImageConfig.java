package dev.harness.images.manifest;

import dev.harness.images.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image says about the containers made from it. What it does not say is empty.
 *
 * @param env the environment, {@code NAME=value}
 * @param entrypoint the start of the command
 * @param cmd the command, or the rest of it behind the entry point
 * @param user {@code name|uid[:name|gid]}
 * @param workingDir the directory in which the command starts
 * @param exposedPorts {@code port[/protocol]}
 * @param volumes paths that get a volume of their own
 * @param labels free words about the image
 * @param stopSignal the signal that asks the command to end, by name or number
 * @param healthcheckOrNull how to probe a container; see {@link #healthcheck}
 * @param shell what shell forms of commands are run with
 */
public record ImageConfig(
    List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    String user,
    String workingDir,
    List<String> exposedPorts,
    List<String> volumes,
    Map<String, String> labels,
    String stopSignal,
    @Nullable Healthcheck healthcheckOrNull,
    List<String> shell) {

  /** Copies the collections. */
  public ImageConfig {
    env = List.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
    labels = Map.copyOf(labels);
    shell = List.copyOf(shell);
  }

  /** How to probe a container, if the image says so. */
  public Optional<Healthcheck> healthcheck() {
    return Optional.ofNullable(healthcheckOrNull);
  }

  static ImageConfig none() {
    return new ImageConfig(
        List.of(), List.of(), List.of(), "", "", List.of(), List.of(), Map.of(), "", null,
        List.of());
  }

  static ImageConfig read(JsonObject json) {
    return new ImageConfig(
        json.texts("Env"),
        json.texts("Entrypoint"),
        json.texts("Cmd"),
        json.textOrEmpty("User"),
        json.textOrEmpty("WorkingDir"),
        json.object("ExposedPorts").map(JsonObject::keys).orElse(List.of()),
        json.object("Volumes").map(JsonObject::keys).orElse(List.of()),
        json.textMap("Labels"),
        json.textOrEmpty("StopSignal"),
        json.object("Healthcheck").map(Healthcheck::read).orElse(null),
        json.texts("Shell"));
  }
}
