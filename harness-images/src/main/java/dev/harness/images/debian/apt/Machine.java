package dev.harness.images.debian.apt;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What is used of the machine beyond the cache directory.
 *
 * @param aptProgram the name or path of {@code apt-get}
 * @param queryProgram the name or path of {@code apt-cache}
 * @param etc where the package sources are described
 * @param environment variables of this process
 * @param clock tells when lists are too old
 */
public record Machine(
    String aptProgram,
    String queryProgram,
    Path etc,
    Map<String, String> environment,
    Clock clock) {
  public Machine {
    environment = Map.copyOf(environment);
  }

  /** This machine: its apt, its sources, the variables of this process and the time of day. */
  public static Machine current() {
    return new Machine("apt-get", "apt-cache", Path.of("/etc"), System.getenv(), Clock.systemUTC());
  }
}
