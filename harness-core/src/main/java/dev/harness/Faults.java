package dev.harness;

import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.client.FaultsApi;
import dev.harness.engineapi.network.FaultSettings;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/**
 * Faults that a test puts into TCP connections, old and new ones: latency, a limit of bandwidth, a
 * cut. They are those of a published port ({@link RunningContainer#faults(int)}), or those that one
 * container begins to another ({@link RunningContainer#faults(RunningContainer)}). Faults count at
 * once, all together, until they are taken back or a container is removed. Only the built-in engine
 * can do this.
 *
 * <pre>{@code
 * try (Faults faults = db.faults(5432)) {
 *   faults.latency(Duration.ofMillis(200));
 *   …
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Faults implements AutoCloseable {
  private final FaultsApi connections;
  private final Runnable end;
  private FaultSettings settings = FaultSettings.NONE;

  private Faults(FaultsApi connections, Runnable end) {
    this.connections = connections;
    this.end = end;
  }

  /** Those of a published port. */
  static Faults ofPort(FaultsApi port) {
    return new Faults(port, () -> port.set(FaultSettings.NONE));
  }

  /** Those of a link, which is opened. */
  static Faults ofLink(FaultsApi link) {
    return new Faults(link, link::close).restore();
  }

  /**
   * Lets everything arrive later.
   *
   * @param latency in each direction, from 0 to 10 minutes; so an answer takes twice as long
   */
  public Faults latency(Duration latency) {
    return change(now -> new FaultSettings(latency.toMillis(), now.bytesPerSecond(), now.cut()));
  }

  /**
   * Lets only so much pass.
   *
   * @param bytesPerSecond of each connection, in each direction; 0 = no limit
   */
  public Faults bandwidth(long bytesPerSecond) {
    return change(now -> new FaultSettings(now.latencyMillis(), bytesPerSecond, now.cut()));
  }

  /** Lets nothing pass any more, as if a cable were pulled: connections stay, but are silent. */
  public Faults cut() {
    return change(now -> new FaultSettings(now.latencyMillis(), now.bytesPerSecond(), true));
  }

  /** Takes all faults back; what was held up arrives. */
  public Faults restore() {
    return change(now -> FaultSettings.NONE);
  }

  /** Resets all present connections; new ones can be made. */
  public Faults reset() {
    ask(connections::reset);
    return this;
  }

  /**
   * Takes all faults back; a container that is gone is fine. Connections go on. A link is open as
   * long as it has some, then its containers are connected directly again.
   *
   * @throws CleanupException when the engine cannot do that
   */
  @Override
  public synchronized void close() {
    Removable.remove(end);
    settings = FaultSettings.NONE;
  }

  private synchronized Faults change(UnaryOperator<FaultSettings> change) {
    FaultSettings next = change.apply(settings);
    ask(() -> connections.set(next));
    settings = next;
    return this;
  }

  private static void ask(Runnable request) {
    EngineAccess.ask(
        () -> {
          try {
            request.run();
          } catch (EngineRefusedException e) {
            if (!e.isUnknownRequest()) {
              throw e;
            }
            throw new ContainerAccessException(
                e.getMessage() + "; only the built-in engine has faults, and this is another", e);
          }
        });
  }
}
