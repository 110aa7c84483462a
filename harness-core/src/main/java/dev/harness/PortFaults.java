package dev.harness;

import dev.harness.engineapi.client.NetworksApi;
import dev.harness.engineapi.network.FaultSettings;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/**
 * Faults that a test puts into the connections of a published TCP port, old and new ones: latency, a
 * limit of bandwidth, a cut. They count at once, all together, until they are taken back or the
 * container is removed. Only the built-in engine can do this.
 *
 * <pre>{@code
 * try (PortFaults faults = db.faults(5432)) {
 *   faults.latency(Duration.ofMillis(200));
 *   …
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PortFaults implements AutoCloseable {
  private final NetworksApi engine;
  private final String container;
  private final int port;
  private FaultSettings settings = FaultSettings.NONE;

  PortFaults(NetworksApi engine, String container, int port) {
    this.engine = engine;
    this.container = container;
    this.port = port;
  }

  /**
   * Lets everything arrive later.
   *
   * @param latency in each direction, from 0 to 10 minutes; so an answer takes twice as long
   */
  public PortFaults latency(Duration latency) {
    return change(now -> new FaultSettings(latency.toMillis(), now.bytesPerSecond(), now.cut()));
  }

  /**
   * Lets only so much pass.
   *
   * @param bytesPerSecond of each connection, in each direction; 0 = no limit
   */
  public PortFaults bandwidth(long bytesPerSecond) {
    return change(now -> new FaultSettings(now.latencyMillis(), bytesPerSecond, now.cut()));
  }

  /** Lets nothing pass any more, as if a cable were pulled: connections stay, but are silent. */
  public PortFaults cut() {
    return change(now -> new FaultSettings(now.latencyMillis(), now.bytesPerSecond(), true));
  }

  /** Takes all faults back; what was held up arrives. */
  public PortFaults restore() {
    return change(now -> FaultSettings.NONE);
  }

  /** Resets all present connections; new ones can be made. */
  public PortFaults reset() {
    EngineAccess.ask(() -> engine.resetConnections(container, port));
    return this;
  }

  /** Takes all faults back. */
  @Override
  public void close() {
    restore();
  }

  private synchronized PortFaults change(UnaryOperator<FaultSettings> change) {
    FaultSettings next = change.apply(settings);
    EngineAccess.ask(() -> engine.setFaults(container, port, next));
    settings = next;
    return this;
  }
}
