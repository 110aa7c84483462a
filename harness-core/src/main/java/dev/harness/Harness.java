package dev.harness;

import dev.harness.build.BuildFailure;
import dev.harness.build.BuildRun;
import dev.harness.build.ImageBuild;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.client.SystemApi;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.LocateException;
import dev.harness.locate.user.Settings;
import dev.harness.locate.user.Terminal;
import dev.harness.locate.user.UserDirectories;
import dev.harness.registry.ImageAccess;
import dev.harness.reuse.Reuse;
import dev.harness.session.ExitHook;
import dev.harness.session.Session;
import dev.harness.snapshot.SnapshotSupport;
import dev.harness.snapshot.Snapshots;
import dev.harness.spec.NetworkSpec;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An engine and the containers and volumes that were started on it. It may be used by any number of threads;
 * closing it removes the containers and volumes, the last first, and ends the engine when it is ours.
 * {@link #openScope} makes one that is closed earlier and leaves the engine.
 *
 * <pre>{@code
 * try (Harness harness = Harness.open();
 *     RunningContainer db = harness.start(ContainerSpec.image("postgres:16").port(5432))) {
 *   connect(db.host(), db.port(5432));
 * }
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Harness implements Removable {
  private final EngineConnection engine;

  /** The one whose engine this uses; {@code null} when the engine is its own. */
  private final @Nullable Harness owner;

  private final ImageAccess images;
  private final Terminal terminal;
  private final Session session;
  private final @Nullable ExitHook atExit;
  private final Timeline timeline;
  private final Reuse reuse;
  private final Snapshots snapshots;
  private final Object lock = new Object();
  private final Deque<Removable> removables = new ArrayDeque<>();
  private boolean closed;

  /** Whether containers find this machine by name. */
  private volatile boolean hostNamed;

  /** Takes ownership of {@code engine}, unless it is another's. */
  private Harness(
      EngineConnection engine,
      ImageAccess images,
      Terminal terminal,
      Session session,
      Timeline timeline,
      Reuse reuse,
      Snapshots snapshots,
      @Nullable Harness owner) {
    this.engine = engine;
    this.owner = owner;
    this.images = images;
    this.terminal = terminal;
    this.session = session;
    this.timeline = timeline;
    this.reuse = reuse;
    this.snapshots = snapshots;
    // Our engine ends with this process anyway, however that ends.
    this.atExit = engine.isBuiltIn() || owner != null ? null : new ExitHook(this::closeAtExit);
  }

  /**
   * Finds or starts an engine: the one that the settings name, such as {@code harness.engine} or
   * {@code DOCKER_HOST}, or else ours (docs/configuration.md has all settings). Open one and share
   * it: starting an engine takes some tenths of a second.
   *
   * <p>On an engine that is not ours all that is made has the label {@code dev.harness.session}. It
   * goes when this harness is closed, at the latest when the JVM ends; if the JVM is killed, with
   * the next session that the same user opens on the same machine.
   *
   * @throws EngineUnavailableException when there is none
   */
  public static Harness open() {
    return open(Map.of());
  }

  /**
   * Finds or starts an engine by settings of the caller's choice.
   *
   * @param variables values by the names of the environment variables in whose place they count,
   *     such as {@code DOCKER_HOST} or {@code HARNESS_DATA}
   * @throws EngineUnavailableException when there is none
   */
  public static Harness open(Map<String, String> variables) {
    return open(() -> Settings.ofThisProcess().withVariables(variables), Timeline.off());
  }

  /**
   * Finds or starts an engine, as {@link #open()}, and tells a timeline what happens from now on.
   *
   * @throws EngineUnavailableException when there is none
   */
  public static Harness open(Timeline timeline) {
    return open(Settings::ofThisProcess, timeline);
  }

  static Harness open(Settings settings) {
    return open(settings, Timeline.off());
  }

  static Harness open(Settings settings, Timeline timeline) {
    return open(() -> settings, timeline);
  }

  private static Harness open(Supplier<Settings> reading, Timeline timeline) {
    try {
      Settings settings = reading.get();
      settings.tellOfUnknownKeys();
      ImageAccess images = ImageAccess.of(settings);
      Path cache = UserDirectories.cache(settings);
      Engines engines = new Engines(settings, Harness.class.getClassLoader());
      EngineConnection engine =
          timeline.call(Kind.ENGINE, Lane.ENGINE, "start or find", engines::connect);
      Session session = engine.isBuiltIn() ? Session.OF_OWN_ENGINE : Session.begin(engine.client());
      return new Harness(
          engine,
          images,
          Terminal.of(settings),
          session,
          timeline,
          new Reuse(cache.resolve("reuse"), engine.isBuiltIn()),
          new Snapshots(
              engine.client(),
              cache.resolve("snapshots"),
              SnapshotSupport.of(settings, engine.client()),
              Clock.systemUTC()),
          null);
    } catch (LocateException | IllegalArgumentException e) {
      throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Makes one on the same engine for a part of the work: closing it removes what was started with
   * it, and nothing else. It is closed with this one at the latest. Host ports that are exposed here
   * are also for its containers.
   *
   * @throws IllegalStateException when this is closed
   */
  public Harness openScope() {
    Harness scope =
        new Harness(engine, images, terminal, session, timeline, reuse, snapshots, this);
    keep(scope);
    return scope;
  }

  /**
   * Where the engine speaks Docker's API, as {@code DOCKER_HOST} has it: for the {@code docker}
   * command or a client library of your choice. Of our engine, until this is closed.
   */
  public URI address() {
    return URI.create(engine.client().address().toString());
  }

  /** Which engine it is, for people. */
  public String engine() {
    return engine.description();
  }

  /**
   * Starts a container; returns when it is ready. When that fails, nothing is left of it.
   *
   * @throws ImageUnavailableException when the image cannot be had
   * @throws ContainerStartException when it cannot be started or does not become ready
   */
  public RunningContainer start(ContainerSpec wanted) {
    ContainerSpec spec = wanted.build().map(build -> wanted.of(build(build))).orElse(wanted);
    ContainerStart plain =
        new ContainerStart(engine, images, terminal, session.labels(), spec, namesHost(), timeline);
    if (spec.reuse().isPresent()) {
      RunningContainer reused = plain.reuse(spec.reuse().get(), reuse);
      keep(reused);
      return reused;
    }
    ContainerStart start = spec.beginsFromSnapshot() ? plain.fromSnapshot(snapshots) : plain;
    RunningContainer container = start.create();
    try {
      keep(container);
      start.start(container);
      return container;
    } catch (RuntimeException | Error e) {
      ContainerStart.discard(container, e);
      throw e;
    }
  }

  /**
   * Builds an image; steps that were done before on the same files are not done again. It stays in
   * the engine, without a name, until somebody prunes images there.
   *
   * @return its id, which {@link ContainerSpec#image(String)} takes
   * @throws ImageUnavailableException when it cannot be built; the message shows the last lines of the
   *     build, and the step that failed
   */
  public String build(ImageBuild build) {
    try {
      return timeline.call(
          Kind.PULL,
          Lane.ENGINE,
          "build " + build,
          () -> new BuildRun(engine.client(), images).run(build));
    } catch (BuildFailure e) {
      throw new ImageUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Starts containers at the same time, and what they depend on before them; returns when all are
   * ready, in the given order. When one of them fails, none is left. A specification that is given
   * twice starts twice. What they depend on without being given stays until this harness is closed.
   *
   * @throws ImageUnavailableException when an image cannot be had
   * @throws ContainerStartException when one cannot be started or does not become ready; other
   *     failures are suppressed in it
   */
  public List<RunningContainer> startAll(List<ContainerSpec> specs) {
    return specs.isEmpty() ? List.of() : new SimultaneousStart(this::start).run(specs);
  }

  /** Starts containers at the same time, as {@link #startAll(List)}. */
  public List<RunningContainer> startAll(ContainerSpec... specs) {
    return startAll(List.of(specs));
  }

  /**
   * Makes an empty volume of a random name, which goes with this harness at the latest.
   *
   * @throws ResourceUnavailableException when the engine cannot make it
   */
  public ContainerVolume volume() {
    ContainerVolume volume = ContainerVolume.create(engine.client().volumes(), session.labels());
    keep(volume);
    return volume;
  }

  /**
   * Makes a network of a random name, which goes with this harness at the latest.
   *
   * @throws ResourceUnavailableException when the engine cannot make it
   */
  public ContainerNetwork network() {
    return network(NetworkSpec.any());
  }

  /**
   * Makes a network of a random name, which goes with this harness at the latest.
   *
   * @throws ResourceUnavailableException when the engine cannot make it, as when a subnet overlaps
   *     another network's
   */
  public ContainerNetwork network(NetworkSpec spec) {
    ContainerNetwork network =
        ContainerNetwork.create(engine.client().networks(), spec, session.labels());
    keep(network);
    return network;
  }

  /**
   * Lets containers reach servers of this machine: afterwards every container that is started here
   * finds TCP port {@code n} of this machine's loopback at {@code host.docker.internal:n}, until
   * this harness is closed. Other ports of the loopback stay closed to them.
   *
   * <p>Docker has no such way: on its engines the name is there too, but leads only to servers that
   * listen on all addresses, or on that of Docker's bridge.
   *
   * @param ports from 1 to 65535; they need not be listened on yet
   * @throws ResourceUnavailableException when the engine refuses
   */
  public void exposeHostPorts(int... ports) {
    for (int port : ports) {
      try {
        engine.client().system().exposeHostPort(port);
        keep(new Exposure(engine.client().system(), port, new AtomicBoolean()));
      } catch (EngineApiException e) {
        // Docker knows no such request: the name alone has to do.
        if (!(e instanceof EngineRefusedException refused) || !refused.isNotFound()) {
          throw new ResourceUnavailableException(String.valueOf(e.getMessage()), e);
        }
      }
    }
    hostNamed = true;
  }

  /** A port of this machine that containers reach. */
  private record Exposure(SystemApi system, int port, AtomicBoolean closed) implements Removable {
    @Override
    public boolean isClosed() {
      return closed.get();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        Removable.remove(() -> system.hideHostPort(port));
      }
    }
  }

  private boolean namesHost() {
    return hostNamed || (owner != null && owner.namesHost());
  }

  @Override
  public boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void keep(Removable thing) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("this harness is closed");
      }
      removables.removeIf(Removable::isClosed);
      removables.push(thing);
    }
  }

  /**
   * Removes all containers and volumes and ends the engine when it is ours and this is no scope;
   * does all of it whatever fails.
   *
   * @throws CleanupException when something could not be removed; more failures are suppressed
   *     in it
   */
  @Override
  public void close() {
    Deque<Removable> open;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      open = new ArrayDeque<>(removables);
    }
    // A JVM that ends meanwhile must wait until nothing is left.
    try (ExitHook last = atExit;
        End unused = this::end) {
      Removable.closeAll(open);
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (CleanupException e) {
      HarnessLog.get().warn("Something stays on {}: {}", engine.description(), e.getMessage());
    }
  }

  private void end() {
    if (owner == null) {
      timeline.run(Kind.ENGINE, Lane.ENGINE, "end", engine::close);
    }
  }

  /** What comes last, whatever fails before. */
  private interface End extends AutoCloseable {
    @Override
    void close();
  }
}
