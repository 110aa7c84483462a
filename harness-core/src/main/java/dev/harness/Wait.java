package dev.harness;

import dev.harness.spec.ContainerPort;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When a started container counts as ready. Every wait fails at once when the container exits,
 * and after the specification's startup timeout.
 */
public abstract sealed class Wait
    permits PublishedPortsWait, LogLineWait, HttpWait, CommandWait, AllOfWait {

  Wait() {}

  /**
   * Waits until all published ports accept connections, which is the default. Our engine opens
   * them when the container really listens; on other engines, whose proxies accept before, the
   * connection must also stay open.
   */
  public static Wait forPublishedPorts() {
    return new PublishedPortsWait();
  }

  /** Waits for a line of the log, of either stream, in which a regular expression is found. */
  public static Wait forLogLine(String regex) {
    return forLogLine(regex, 1);
  }

  /**
   * Waits for a number of lines of the log in which a regular expression is found.
   *
   * @throws IllegalArgumentException when it is no regular expression, or the number is not
   *     positive
   */
  public static Wait forLogLine(String regex, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("a log line cannot be awaited " + times + " times");
    }
    return new LogLineWait(Pattern.compile(regex), times);
  }

  /**
   * Waits until a published port answers {@code GET} with status 200.
   *
   * @param port the container's port
   * @param path with a slash in front
   */
  public static Wait forHttp(int port, String path) {
    return forHttp(port, path, 200);
  }

  /**
   * Waits until a published port answers {@code GET} with a status.
   *
   * @param port the container's port
   * @param path with a slash in front
   */
  public static Wait forHttp(int port, String path, int status) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("an HTTP path starts with a slash: '" + path + "'");
    }
    return new HttpWait(new ContainerPort(port), path, status);
  }

  /** Waits until a command in the container ends with exit code 0; it is tried again and again. */
  public static Wait forCommand(String... command) {
    if (command.length == 0) {
      throw new IllegalArgumentException("a command needs at least one word");
    }
    return new CommandWait(List.of(command));
  }

  /** Waits for one thing after the other. */
  public static Wait forAll(Wait... waits) {
    return new AllOfWait(List.of(waits));
  }

  /**
   * Waits until it is so.
   *
   * @throws ContainerStartException when the container exits or the time is over
   */
  abstract void await(Startup startup);
}
