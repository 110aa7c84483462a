package dev.harness;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.exec.ExecResult;
import dev.harness.exec.ExecRun;
import dev.harness.exec.ExecSpec;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileCopy;
import dev.harness.follow.CollectedOutput;
import dev.harness.follow.Figures;
import dev.harness.follow.LogFollower;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.user.HarnessLog;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.PublishedPorts;
import dev.harness.spec.SpecRules;
import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.ContainerTrack;
import dev.harness.timeline.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A container that was started. It may be used by any number of threads; closing it removes it,
 * whatever state it is in.
 *
 * <p>Methods throw a {@link ContainerAccessException} when the engine refuses.
 */
public final class RunningContainer implements Removable {
  private static final int LAST_LINES = 40;
  private static final Pattern PORT_IN_URL = Pattern.compile("\\{port:([0-9]{1,5})}");

  private final EngineConnection engine;
  private final EngineClient client;
  private final ContainerSpec spec;
  private final String id;
  private final ContainerTrack track;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Queue<LogFollower> followers = new ConcurrentLinkedQueue<>();
  private volatile String name;
  private volatile PublishedPorts ports = PublishedPorts.NONE;

  /** Takes ownership of a container that was created; does not take that of the engine. */
  RunningContainer(EngineConnection engine, ContainerSpec spec, String id, ContainerTrack track) {
    this.engine = engine;
    this.client = engine.client();
    this.spec = spec;
    this.id = id;
    this.track = track;
    this.name = spec.name().isEmpty() ? id.substring(0, Math.min(12, id.length())) : spec.name();
  }

  void started(String actualName, PublishedPorts actualPorts) {
    name = actualName;
    ports = actualPorts;
  }

  /** The id, 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** The name, given or invented by the engine. */
  public String name() {
    return name;
  }

  /** What it was started from. */
  public ContainerSpec spec() {
    return spec;
  }

  /** The host under which published ports are reached. */
  public String host() {
    return client.address().host();
  }

  /**
   * The port of {@link #host()} that leads to a published port of the container.
   *
   * @throws IllegalArgumentException when the specification does not publish that port
   */
  public int port(int containerPort) {
    ContainerPort wanted = new ContainerPort(containerPort);
    if (!spec.ports().contains(wanted)) {
      throw new IllegalArgumentException(
          "Container %s does not publish port %d; its specification publishes %s"
              .formatted(
                  this, containerPort, spec.ports().stream().map(ContainerPort::number).toList()));
    }
    Integer hostPort = ports.hostPorts().get(wanted);
    if (hostPort == null) {
      throw new ContainerAccessException(
          "Nothing leads to port %d of container %s: it had ended when it was looked at"
              .formatted(containerPort, this));
    }
    return hostPort;
  }

  /** The ports of {@link #host()} by the container's ports that they lead to. */
  public Map<Integer, Integer> ports() {
    Map<Integer, Integer> numbers = new TreeMap<>();
    ports.hostPorts().forEach((port, hostPort) -> numbers.put(port.number(), hostPort));
    return Collections.unmodifiableMap(numbers);
  }

  /**
   * Faults that can be put into the connections of a published port, none at first.
   *
   * @param containerPort a TCP port that {@link #port} knows
   */
  public PortFaults faults(int containerPort) {
    int unused = port(containerPort);
    return new PortFaults(client.networks(), id, containerPort);
  }

  /**
   * An address of the container from here.
   *
   * @param template in which {@code {host}} stands for {@link #host()} and {@code {port:5432}} for
   *     {@link #port port(5432)}, as {@code jdbc:postgresql://{host}:{port:5432}/shop}
   * @throws IllegalArgumentException when the specification does not publish that port
   */
  public String url(String template) {
    return PORT_IN_URL
        .matcher(template.replace("{host}", hostInUrl()))
        .replaceAll(found -> Integer.toString(port(Integer.parseInt(found.group(1)))));
  }

  private String hostInUrl() {
    return host().indexOf(':') < 0 ? host() : "[" + host() + "]";
  }

  Set<ContainerPort> publishedPorts() {
    return ports.hostPorts().keySet();
  }

  boolean opensPortsExactly() {
    return engine.isBuiltIn();
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /** Whether its process runs, as the engine says at this moment. */
  public boolean isRunning() {
    return state().running();
  }

  /** Docker's word for where in its life it is: created, running, exited and so on. */
  public String status() {
    return state().status();
  }

  /** The exit code of its last run, 128 + n when signal n ended it; 0 before it has ended. */
  public int exitCode() {
    return state().exitCode();
  }

  ContainerState state() {
    return access(() -> client.containers().inspect(id).state());
  }

  /** Runs a command in the container; returns when it has ended. */
  public ExecResult exec(String... command) {
    return exec(List.of(command));
  }

  /** Runs a command in the container; returns when it has ended. */
  public ExecResult exec(List<String> command) {
    return exec(ExecSpec.command(command));
  }

  /**
   * Runs a command in the container as somebody, somewhere, with input; waits for its end.
   *
   * @throws ContainerAccessException also when it takes longer than it may, or says more than 64 MiB
   */
  public ExecResult exec(ExecSpec spec) {
    return access(
        () -> {
          try {
            return new ExecRun(client, id).run(spec);
          } catch (IOException e) {
            throw new ContainerAccessException(
                "Cannot run %s in container %s: %s".formatted(spec, this, e.getMessage()), e);
          }
        });
  }

  /** Everything that the container has written to its standard output and error so far. */
  public String logs() {
    return log(LogSelection.ALL);
  }

  /** The last lines that the container has written. */
  public String lastLogs(int lines) {
    return log(LogSelection.last(lines));
  }

  private String log(LogSelection selection) {
    return access(
        () -> {
          try (ProcessOutput output = client.containers().logs(id, selection)) {
            return CollectedOutput.of(output).both();
          } catch (IOException e) {
            throw new ContainerAccessException(
                "Cannot read the log of container " + this + ": " + e.getMessage(), e);
          }
        });
  }

  /**
   * Passes on what the container writes, line by line, from its start on and until it exits or this
   * is closed.
   *
   * @param consumer gets the lines of both streams, on a thread of its own
   */
  public void onLogLine(Consumer<String> consumer) {
    followers.add(followLog(consumer));
  }

  LogFollower followLog(Consumer<String> consumer) {
    return access(
        () -> new LogFollower(name, client.containers().logs(id, LogSelection.FOLLOW), consumer));
  }

  /** What it says of its state, and its log, for a message, which must not fail for lack of it. */
  String lastWords() {
    try {
      ContainerState state = state();
      String lines = lastLogs(LAST_LINES).stripTrailing();
      return (state.oomKilled() ? " It ran out of memory." : "")
          + health(state)
          + (lines.isEmpty() ? " Its log is empty." : " Its last log lines:\n" + lines.indent(2));
    } catch (ContainerAccessException e) {
      return " Its log cannot be read: " + e.getMessage();
    }
  }

  private String logForTimeline() {
    try {
      return lastLogs(ContainerLog.LINES);
    } catch (ContainerAccessException e) {
      return "The log cannot be read: " + e.getMessage();
    }
  }

  private static String health(ContainerState state) {
    return Optional.ofNullable(state.health())
        .flatMap(ContainerState.Health::latest)
        .map(
            last ->
                " Its health check said last, with exit code %d: %s."
                    .formatted(last.exitCode(), last.output().strip()))
        .orElse("");
  }

  /**
   * Copies a file or a directory into the container.
   *
   * @param target absolute: the name that it gets there, not the directory above
   */
  public void copyTo(Path source, String target) {
    CopiedFile file = new CopiedFile.HostPath(SpecRules.path("the target", target), source);
    access(() -> new FileCopy(client, id).put(List.of(file)));
  }

  /** Writes a file into the container. */
  public void copyTo(byte[] content, String target) {
    CopiedFile file = new CopiedFile.Content(SpecRules.path("the target", target), content);
    access(() -> new FileCopy(client, id).put(List.of(file)));
  }

  /**
   * Copies a regular file out of the container.
   *
   * @param source absolute
   * @param target the file to write; what is there is replaced
   */
  public void copyFrom(String source, Path target) {
    SpecRules.path("the source", source);
    access(
        () -> {
          try {
            new FileCopy(client, id).get(source, target);
          } catch (IOException e) {
            throw new ContainerAccessException(
                "Cannot copy %s from container %s to %s: %s"
                    .formatted(source, this, target, e.getMessage()),
                e);
          }
        });
  }

  /**
   * Stops its processes where they are, as if the machine stood still for them; clients of the
   * container wait.
   *
   * @throws ContainerAccessException when the engine cannot do that here: ours needs control groups
   */
  public void pause() {
    access(() -> client.containers().pause(id));
  }

  /** Lets its processes go on. */
  public void unpause() {
    access(() -> client.containers().unpause(id));
  }

  /** Asks the container to end, and kills it when it has not after {@code patience}. */
  public void stop(Duration patience) {
    track.run(Kind.STOP, "stop", () -> access(() -> client.containers().stop(id, patience)));
  }

  /** Kills the container's process. */
  public void kill() {
    signal("SIGKILL");
  }

  /** Sends the container's process a signal, such as {@code SIGHUP}. */
  public void signal(String name) {
    access(() -> client.containers().kill(id, name));
  }

  /** Asks the engine; says in our words when it refuses. */
  static void access(Runnable action) {
    access(
        () -> {
          action.run();
          return true;
        });
  }

  private static <T> T access(Supplier<T> action) {
    try {
      return action.get();
    } catch (EngineApiException e) {
      throw new ContainerAccessException(e.getMessage(), e);
    }
  }

  /**
   * Kills and removes the container with its volumes that have no name; one that is gone already
   * is fine.
   *
   * @throws CleanupException when the engine cannot remove it
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long begin = System.nanoTime();
    try {
      track.untilGone(
          toString(),
          this::logForTimeline,
          () ->
              Removable.remove(
                  () -> {
                    client.containers().remove(id);
                    HarnessLog.get().info("Container {} removed: {}", this, Figures.since(begin));
                  }));
    } finally {
      followers.forEach(LogFollower::close);
    }
  }

  @Override
  public String toString() {
    return name + " (" + spec.image() + ")";
  }
}
