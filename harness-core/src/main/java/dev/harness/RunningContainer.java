package dev.harness;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.engineapi.container.StartedContainer;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.exec.ExecResult;
import dev.harness.exec.ExecRun;
import dev.harness.exec.ExecSpec;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileCopy;
import dev.harness.files.FileSource;
import dev.harness.follow.Figures;
import dev.harness.follow.LogFollower;
import dev.harness.follow.LogSource;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.user.HarnessLog;
import dev.harness.logs.LogLine;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.PublishedPorts;
import dev.harness.spec.SpecRules;
import dev.harness.spec.UrlTemplate;
import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.ContainerTrack;
import dev.harness.timeline.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A container that was started. It may be used by any number of threads; closing it removes it,
 * whatever state it is in.
 *
 * <p>Methods throw a {@link ContainerAccessException} when the engine refuses.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class RunningContainer implements Removable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final EngineConnection engine;
  private final EngineClient client;
  private final ContainerSpec spec;
  private final String id;
  private final ContainerTrack track;
  private final boolean fromSnapshot;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LogSource log;
  private final EngineAccess access = new EngineAccess(this);
  private volatile boolean kept;
  private volatile boolean runsAgain;
  private volatile String name;
  private volatile PublishedPorts ports = PublishedPorts.NONE;

  /**
   * Takes ownership of a container that was created; does not take that of the engine.
   *
   * @param fromSnapshot whether it begins with what another has written
   */
  RunningContainer(
      EngineConnection engine,
      ContainerSpec spec,
      String id,
      ContainerTrack track,
      boolean fromSnapshot) {
    this.engine = engine;
    this.fromSnapshot = fromSnapshot;
    this.client = engine.client();
    this.spec = spec;
    this.id = id;
    this.log = new LogSource(client.containers(), id);
    this.track = track;
    this.name = spec.name().isEmpty() ? id.substring(0, Math.min(12, id.length())) : spec.name();
  }

  /** Looks up what the engine decided at the start. */
  void started() {
    StartedContainer started = client.containers().started(id);
    name = started.name().replaceFirst("^/", "");
    ports = PublishedPorts.of(started.network().ports(), spec.ports());
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
    return port(ContainerPort.tcp(containerPort));
  }

  /**
   * The UDP port of {@link #host()} that leads to a published one of the container.
   *
   * @throws IllegalArgumentException when the specification does not publish that port
   */
  public int udpPort(int containerPort) {
    return port(ContainerPort.udp(containerPort));
  }

  private int port(ContainerPort containerPort) {
    SpecRules.published(containerPort, spec.ports(), this);
    String problem = "Nothing leads to port %s of container %s: it had ended when it was looked at";
    return ports
        .of(containerPort)
        .orElseThrow(() -> new ContainerAccessException(problem.formatted(containerPort, this)));
  }

  /** The TCP ports of {@link #host()} by the container's ports that they lead to. */
  public Map<Integer, Integer> ports() {
    return ports.numbers();
  }

  /**
   * The container's own address of IPv4 in its network, where the others of that reach it. From the
   * machine of the engine it is reached where Docker runs on Linux; with the built-in engine where
   * root has asked for {@code harness.direct.addresses}. {@link #port} leads there from everywhere.
   *
   * @throws ContainerAccessException when it has none, as it has ended or is in no network of its own
   */
  public String address() {
    return EngineAccess.ask(() -> client.containers().inspect(id))
        .networkSettings()
        .networks()
        .values()
        .stream()
        .map(EndpointSettings::ipAddress)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new ContainerAccessException(
                    "Container %s has no address: it has ended, or is in no network of its own"
                        .formatted(this)));
  }

  /**
   * Faults that can be put into the connections of a published port, none at first.
   *
   * @param containerPort a TCP port that {@link #port} knows
   */
  public Faults faults(int containerPort) {
    int unused = port(containerPort);
    return Faults.ofPort(client.networks().faultsOfPort(id, containerPort));
  }

  /**
   * Opens the link from this container to another of its networks, and gives the faults that can be
   * put into the TCP connections that this one begins to the other, none at first. Those the other
   * begins are another link, and datagrams (UDP) none.
   *
   * <p>Connections that are begun from then on pass the engine, so the other container sees them come
   * from its gateway's address; those that are there already go on beside it, without faults. The
   * link outlives stops of both containers, which reset its connections. While it is cut, new
   * connections get no answer.
   *
   * <pre>{@code
   * try (Faults link = shop.faults(db)) {
   *   link.latency(Duration.ofMillis(200));
   *   …
   * }
   * }</pre>
   *
   * @throws ContainerAccessException when one of the two does not run, they are in no network
   *     together or in one with IPv6, or the engine is not the built-in one
   */
  public Faults faults(RunningContainer other) {
    return Faults.ofLink(client.networks().faultsOfLink(id, other.id()));
  }

  /**
   * An address of the container from here.
   *
   * @param template in which {@code {host}} stands for {@link #host()}, {@code {port:5432}} for {@link
   *     #port port(5432)} and {@code {udp:53}} for {@link #udpPort udpPort(53)}, as {@code
   *     jdbc:postgresql://{host}:{port:5432}/shop}
   * @throws IllegalArgumentException when the specification does not publish that port
   */
  public String url(String template) {
    return new UrlTemplate(template).filled(host(), this::port);
  }

  Set<ContainerPort> publishedPorts() {
    return ports.hostPorts().keySet();
  }

  boolean opensPortsExactly() {
    return engine.isBuiltIn();
  }

  boolean isFromSnapshot() {
    return fromSnapshot;
  }

  /** Whether it finds what was written until it, or one like it, was ready for the first time. */
  boolean isInitialised() {
    return fromSnapshot || runsAgain;
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
    return EngineAccess.ask(() -> client.containers().inspect(id).state());
  }

  /** Runs a command in the container; returns when it has ended. */
  public ExecResult exec(String... command) {
    return exec(ExecSpec.command(command));
  }

  /**
   * Runs a command in the container as somebody, somewhere, with input; waits for its end.
   *
   * @throws ContainerAccessException also when it takes longer than it may, or says more than 64 MiB
   */
  public ExecResult exec(ExecSpec spec) {
    return access.get("run %s in".formatted(spec), () -> new ExecRun(client, id, name).run(spec));
  }

  /** All that the engine tells about it: JSON, as Docker's API has it. */
  public String inspect() {
    return EngineAccess.ask(() -> client.containers().inspectAll(id));
  }

  /** Everything that the container has written to its standard output and error so far. */
  public String logs() {
    return access.get("read the log of", log::all);
  }

  /** The last lines that the container has written. */
  public String lastLogs(int lines) {
    return access.get("read the log of", () -> log.last(lines));
  }

  /** Writes to a file what {@link #logs} tells; of more than 256 MiB the beginning. */
  public void saveLogs(Path target) {
    access.run("write the log to %s of".formatted(target), () -> log.save(target));
  }

  /**
   * Passes on what the container writes, line by line, from its start on and until this is closed,
   * also when the container is started again.
   *
   * @param consumer gets the lines of both streams, on a thread of its own
   */
  public void onLogLine(Consumer<String> consumer) {
    onLog(line -> consumer.accept(line.text()));
  }

  /** As {@link #onLogLine}, with the stream of each line, for {@link dev.harness.logs.Slf4jLog}. */
  public void onLog(Consumer<LogLine> consumer) {
    EngineAccess.ask(() -> log.listen(name, consumer));
  }

  /**
   * Waits for a line of the log of the present run; one that was written before counts.
   *
   * @param regex a regular expression, which must match in the line somewhere
   * @param time how long to wait; an exit of the container ends the waiting at once
   * @throws ContainerAccessException when no such line comes
   */
  public LogLine awaitLogLine(String regex, Duration time) {
    Pattern pattern = Pattern.compile(regex);
    Duration checked = SpecRules.time("the time for a line", time);
    return access.get(
        "find a line that matches '%s' in the log of".formatted(regex),
        () -> log.await(name, pattern, checked));
  }

  LogFollower followLog(Consumer<LogLine> consumer) {
    return EngineAccess.ask(() -> log.follow(name, consumer));
  }

  /**
   * Copies text, bytes, files, directories or resources of the class path into the container.
   *
   * @param target absolute: the name that it gets there, not the directory above
   */
  public void copyTo(FileSource source, String target) {
    CopiedFile file = new CopiedFile(source, SpecRules.path("the target", target));
    access.run("copy %s into".formatted(source), () -> new FileCopy(client, id).put(List.of(file)));
  }

  /**
   * Copies a regular file out of the container, or a directory with all that is in it. Of a
   * directory's symbolic links those that lead out of it are left out, and so are devices and pipes.
   *
   * @param source absolute
   * @param target the file to write, or the directory to fill; files that are there are replaced
   */
  public void copyFrom(String source, Path target) {
    SpecRules.path("the source", source);
    access.run(
        "copy %s to %s from".formatted(source, target),
        () -> new FileCopy(client, id).get(source, target));
  }

  /**
   * Reads a regular file of the container, in UTF-8.
   *
   * @param source absolute
   * @throws ContainerAccessException also when it has more than 64 MiB
   */
  public String readText(String source) {
    SpecRules.path("the source", source);
    return access.get(
        "read %s of".formatted(source), () -> new FileCopy(client, id).readText(source));
  }

  /**
   * Makes an image of what the container's files are now, for {@link ContainerSpec#image}; volumes
   * are no part of it, and neither is what programs have not written yet: stop them first. The image
   * stays with the engine.
   *
   * @param image a name such as {@code shop/filled:1}
   */
  public void commit(String image) {
    String checked = SpecRules.image(image);
    EngineAccess.ask(() -> client.images().commit(id, checked));
  }

  /**
   * Stops its processes where they are, as if the machine stood still for them; clients of the
   * container wait.
   *
   * @throws ContainerAccessException when the engine cannot do that here: ours needs control groups
   */
  public void pause() {
    EngineAccess.ask(() -> client.containers().pause(id));
  }

  /** Lets its processes go on. */
  public void unpause() {
    EngineAccess.ask(() -> client.containers().unpause(id));
  }

  /** Asks the container to end, and kills it when it has not after {@code patience}. */
  public void stop(Duration patience) {
    track.run(
        Kind.STOP, "stop", () -> EngineAccess.ask(() -> client.containers().stop(id, patience)));
  }

  /**
   * Starts the container again after it has ended; returns when it is ready as at its first start.
   * With our engine the numbers of {@link #port} stay; others may publish the ports elsewhere, and
   * {@link #port} tells where. Does nothing while it runs.
   *
   * @throws ContainerStartException when it does not become ready
   */
  public void start() {
    ContainerState state = state();
    if (!state.running()) {
      EngineAccess.ask(
          () -> {
            track.run(Kind.START, "start", () -> client.containers().start(id));
            started();
            log.runsAgain(name, state.finishedAt());
            runsAgain = true;
            track.untilReady(() -> Startup.awaitReady(this, client.containers()));
          });
    }
  }

  /** Asks the container to end, kills it when it has not after ten seconds; {@link #start starts}. */
  public void restart() {
    stop(STOP_PATIENCE);
    start();
  }

  /** Kills the container's process. */
  public void kill() {
    signal("SIGKILL");
  }

  /** Sends the container's process a signal, such as {@code SIGHUP}. */
  public void signal(String name) {
    EngineAccess.ask(() -> client.containers().kill(id, name));
  }

  /** Lets the engine keep the container when this is closed: others use it too. */
  void keep() {
    kept = true;
  }

  /**
   * Kills and removes the container with its volumes that have no name; one that is gone already
   * is fine. One that is reused across runs stays.
   *
   * @throws CleanupException when the engine cannot remove it
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (log) {
      if (!kept) {
        track.untilGone(
            toString(),
            () -> log.lastForReport(ContainerLog.LINES),
            () -> Removable.remove(this::remove));
      }
    }
  }

  private void remove() {
    long begin = System.nanoTime();
    client.containers().remove(id);
    HarnessLog.get().info("Container {} removed: {}", this, Figures.since(begin));
  }

  @Override
  public String toString() {
    return name + " (" + spec.image() + ")";
  }
}
