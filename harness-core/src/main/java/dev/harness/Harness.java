package dev.harness;

import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.LocateException;
import dev.harness.locate.user.Settings;
import dev.harness.registry.ImageAccess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An engine and the containers that were started on it. It may be used by any number of threads;
 * closing it removes the containers, the last first, and ends the engine when it is ours.
 *
 * <pre>{@code
 * try (Harness harness = Harness.open();
 *     RunningContainer db = harness.start(ContainerSpec.image("postgres:16").port(5432))) {
 *   connect(db.host(), db.port(5432));
 * }
 * }</pre>
 */
public final class Harness implements AutoCloseable {
  private static final String CLOSED = "this harness is closed";

  private final EngineConnection engine;
  private final ImageAccess images;
  private final Object lock = new Object();
  private final Deque<RunningContainer> containers = new ArrayDeque<>();
  private final Deque<ContainerNetwork> networks = new ArrayDeque<>();
  private boolean closed;

  /** Takes ownership of {@code engine}. */
  private Harness(EngineConnection engine, ImageAccess images) {
    this.engine = engine;
    this.images = images;
  }

  /**
   * Finds or starts an engine: the one that the system property {@code harness.engine}, the
   * variable {@code HARNESS_ENGINE} or {@code DOCKER_HOST} names, or else ours. Open one and
   * share it: starting an engine takes some tenths of a second.
   *
   * @throws EngineUnavailableException when there is none
   */
  public static Harness open() {
    return open(Settings.ofThisProcess());
  }

  /**
   * Finds or starts an engine by settings of the caller's choice.
   *
   * @throws EngineUnavailableException when there is none
   */
  public static Harness open(Settings settings) {
    try {
      ImageAccess images = ImageAccess.of(settings);
      return new Harness(new Engines(settings, Harness.class.getClassLoader()).connect(), images);
    } catch (LocateException | IllegalArgumentException e) {
      throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
    }
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
  public RunningContainer start(ContainerSpec spec) {
    ContainerStart start = new ContainerStart(engine, images, spec);
    RunningContainer container = start.create();
    try {
      keep(container);
      start.start(container);
      return container;
    } catch (RuntimeException | Error e) {
      discard(container, e);
      throw e;
    }
  }

  /**
   * Makes a network, with a name that nobody else has. It goes with this harness, after all
   * containers, unless it is closed before.
   *
   * @throws HarnessException when the engine cannot make it
   */
  public ContainerNetwork network() {
    ContainerNetwork network = ContainerNetwork.create(engine.client().networks());
    synchronized (lock) {
      if (!closed) {
        networks.removeIf(ContainerNetwork::isClosed);
        networks.push(network);
        return network;
      }
    }
    network.close();
    throw new IllegalStateException(CLOSED);
  }

  private void keep(RunningContainer container) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException(CLOSED);
      }
      containers.removeIf(RunningContainer::isClosed);
      containers.push(container);
    }
  }

  private static void discard(RunningContainer container, Throwable failure) {
    try {
      container.close();
    } catch (CleanupException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Removes all containers, then all networks, and ends the engine when it is ours; does all of it whatever fails.
   *
   * @throws CleanupException when something could not be removed; more failures are suppressed
   *     in it
   */
  @Override
  public void close() {
    List<Runnable> open = new ArrayList<>();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      containers.forEach(container -> open.add(container::close));
      networks.forEach(network -> open.add(network::close));
    }
    try (engine) {
      Closing.all(open);
    }
  }
}
