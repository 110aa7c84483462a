package dev.harness.images.debian.recipe;

import java.util.List;

/**
 * How containers of an image run, unless they are told otherwise.
 *
 * @param environment {@code NAME=value}
 * @param entrypoint the program and its first arguments
 * @param command the arguments that a container's own replace
 * @param exposedPorts for example {@code 5432/tcp}
 * @param volumes directories whose content does not belong to the container
 * @param workingDirectory empty for the root
 * @param user a name or id, empty for root
 * @param stopSignal empty for {@code SIGTERM}
 */
public record ImageSettings(
    List<String> environment,
    List<String> entrypoint,
    List<String> command,
    List<String> exposedPorts,
    List<String> volumes,
    String workingDirectory,
    String user,
    String stopSignal) {
  static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Copies the lists. */
  public ImageSettings {
    environment = List.copyOf(environment);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
  }

  /** Runs this command as root, with the usual PATH. */
  public static ImageSettings ofCommand(String... command) {
    return new ImageSettings(
        List.of(PATH), List.of(), List.of(command), List.of(), List.of(), "", "", "");
  }
}
