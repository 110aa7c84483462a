package dev.harness;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.NetworksApi;
import dev.harness.spec.NetworkSpec;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiguardian.api.API;

/**
 * A network of containers, who find each other there by their names and aliases, and whom nobody
 * outside it reaches. Closing removes it; its containers must be closed before.
 *
 * <pre>{@code
 * ContainerNetwork backend = harness.network();
 * harness.start(ContainerSpec.image("postgres:16").network(backend).alias("db"));
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerNetwork implements Removable {
  private static final int RANDOM_DIGITS = 12;

  private final NetworksApi networks;
  private final String name;
  private final String id;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ContainerNetwork(NetworksApi networks, String name, String id) {
    this.networks = networks;
    this.name = name;
    this.id = id;
  }

  /** Makes one with a name that nobody else has. */
  static ContainerNetwork create(
      NetworksApi networks, NetworkSpec spec, Map<String, String> labels) {
    String random = UUID.randomUUID().toString().replace("-", "");
    String name = "harness-" + random.substring(0, RANDOM_DIGITS);
    try {
      String id = networks.create(spec.request(name, labels));
      return new ContainerNetwork(networks, name, id);
    } catch (EngineApiException e) {
      throw new ResourceUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Its name, which no other network has. */
  public String name() {
    return name;
  }

  /** Its id, as the engine gave it. */
  public String id() {
    return id;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Removes the network; one that is gone already is fine.
   *
   * @throws CleanupException when a container still runs in it, or the engine cannot remove it
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        Removable.remove(() -> networks.remove(id));
      } catch (CleanupException e) {
        // It is still there: whoever closes it next tries again.
        closed.set(false);
        throw e;
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
