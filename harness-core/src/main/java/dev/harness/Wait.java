package dev.harness;

import dev.harness.engineapi.container.ContainerState;
import dev.harness.exec.ExecSpec;
import dev.harness.probe.HttpQuestion;
import dev.harness.probe.JdbcProbe;
import dev.harness.spec.ContainerPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * When a started container counts as ready. Every wait fails at once when the container exits,
 * and after the specification's startup timeout.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract sealed class Wait
    permits PublishedPortsWait,
        LogLineWait,
        HttpWait,
        RepeatedWait,
        AnyOfWait,
        Wait.AllOf,
        Wait.Completion {
  private static final Duration COMMAND_PAUSE = Duration.ofMillis(50);
  private static final Duration HEALTH_PAUSE = Duration.ofMillis(100);

  Wait() {}

  /**
   * Waits until all published ports accept connections, which is the default. Our engine opens
   * them when the container really listens; on other engines, whose proxies accept before, the
   * connection must also stay open. Ports that are to open at once, by {@link
   * ContainerSpec#eagerPort}, are not waited for.
   */
  public static Wait forPublishedPorts() {
    return new PublishedPortsWait();
  }

  /** Waits for a line of the log, of either stream, in which a regular expression is found. */
  public static Wait forLogLine(String regex) {
    return forLogLine(regex, 1);
  }

  /**
   * Waits for a number of lines of the log in which a regular expression is found. A container that
   * begins from a {@linkplain ContainerSpec#snapshot snapshot}, or that {@linkplain
   * RunningContainer#start runs again}, does not write once more what its initialisation wrote: it
   * is ready with one such line, when its published ports are open, too.
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
   * Waits until a published port answers {@code GET} with status 200; {@link HttpWait} has more.
   *
   * @param port the container's port
   * @param path with a slash in front; may have a query
   * @throws IllegalArgumentException when the path has no slash in front, or there is no such port
   */
  public static HttpWait forHttp(int port, String path) {
    return new HttpWait(ContainerPort.tcp(port), HttpQuestion.get(path));
  }

  /**
   * Waits until a command in the container ends with exit code 0; it is tried again and again.
   *
   * @throws IllegalArgumentException when there are no words
   */
  public static Wait forCommand(String... command) {
    ExecSpec exec = ExecSpec.command(command);
    return new RepeatedWait(
        "command '" + exec + "' to succeed",
        COMMAND_PAUSE,
        container -> failureOf(container, exec));
  }

  private static Optional<String> failureOf(RunningContainer container, ExecSpec exec) {
    int exitCode = container.exec(exec).exitCode();
    return exitCode == 0 ? Optional.empty() : Optional.of("exit code " + exitCode);
  }

  /**
   * Waits until the health check of the image, or of the container, finds it healthy. Fails at once
   * where there is none.
   */
  public static Wait forHealthy() {
    return new RepeatedWait("the health check to succeed", HEALTH_PAUSE, Wait::healthOf);
  }

  private static Optional<String> healthOf(RunningContainer container) {
    ContainerState.Health health = container.state().health();
    if (health == null) {
      throw new ContainerStartException(
          "Container "
              + container
              + " has no health check that could be waited for. Give its image one, or wait for"
              + " something else.");
    }
    return health.status().equals("healthy")
        ? Optional.empty()
        : Optional.of(
            health.status()
                + health.latest().map(last -> ", it said: " + last.output().strip()).orElse(""));
  }

  /**
   * Waits until a database answers {@code select 1} by JDBC. One attempt takes as long as the
   * driver lets it: give the URL a time limit where a server may be silent.
   *
   * @param url as {@link RunningContainer#url} takes it: {@code
   *     jdbc:postgresql://{host}:{port:5432}/shop}. Its driver must be on the class path
   */
  public static Wait forJdbc(String url, String user, String password) {
    return forJdbc(url, user, password, "select 1");
  }

  /** Waits until a database answers a query by JDBC, as {@link #forJdbc(String, String, String)}. */
  public static Wait forJdbc(String url, String user, String password, String query) {
    JdbcProbe probe = new JdbcProbe(user, password, query);
    return new RepeatedWait(
        "the database to answer '" + query + "'",
        COMMAND_PAUSE,
        container -> probe.missing(container.url(url)));
  }

  /**
   * Waits until a condition of the caller's choice holds; it is asked for again and again.
   *
   * @param what is awaited, for messages
   */
  public static Wait until(String what, Predicate<RunningContainer> condition) {
    return new RepeatedWait(
        what,
        COMMAND_PAUSE,
        container -> condition.test(container) ? Optional.empty() : Optional.of("not yet"));
  }

  /** Waits for one thing after the other. */
  public static Wait forAll(Wait... waits) {
    return new AllOf(List.of(waits));
  }

  /**
   * Waits for whichever comes first. It fails when the last of them has failed, with the failures of
   * the others suppressed.
   *
   * @throws IllegalArgumentException when there is nothing to wait for
   */
  public static Wait forAny(Wait... waits) {
    if (waits.length == 0) {
      throw new IllegalArgumentException("nothing is there to be waited for");
    }
    return new AnyOfWait(List.of(waits));
  }

  /**
   * Waits until the container has done its work, and ended with exit code 0: for one that prepares
   * something for others.
   */
  public static Wait forCompletion() {
    return new Completion();
  }

  /**
   * Waits until it is so.
   *
   * @throws ContainerStartException when the container exits or the time is over
   */
  abstract void await(Startup startup);

  /** What is awaited, for people; of equal waits the same in every run. */
  @Override
  public abstract String toString();

  /** Waits for one thing after the other. */
  static final class AllOf extends Wait {
    private final List<Wait> waits;

    private AllOf(List<Wait> waits) {
      this.waits = waits;
    }

    @Override
    public String toString() {
      return "all of " + waits;
    }

    @Override
    void await(Startup startup) {
      waits.forEach(wait -> wait.await(startup));
    }
  }

  /** Waits for an exit. */
  static final class Completion extends Wait {
    private Completion() {}

    @Override
    public String toString() {
      return "an exit with code 0";
    }

    @Override
    void await(Startup startup) {
      startup.awaitSuccess("waiting for " + this);
    }
  }
}
