package dev.harness;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.VolumesApi;
import dev.harness.engineapi.volume.CreateVolumeRequest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiguardian.api.API;

/**
 * A volume of one's own: a directory that several containers can share, at once or one after the
 * other, until it is closed. Made by {@link Harness#volume}.
 *
 * @see ContainerSpec#volume(ContainerVolume, String)
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerVolume implements Removable {
  private final VolumesApi volumes;
  private final String name;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ContainerVolume(VolumesApi volumes, String name) {
    this.volumes = volumes;
    this.name = name;
  }

  /** Makes one with a name that nobody else has. */
  static ContainerVolume create(VolumesApi volumes, Map<String, String> labels) {
    String name = "harness-" + UUID.randomUUID();
    try {
      volumes.create(new CreateVolumeRequest(name, "", Map.of(), labels));
      return new ContainerVolume(volumes, name);
    } catch (EngineApiException e) {
      throw new ResourceUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Its name on the engine. */
  public String name() {
    return name;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Removes the volume with its files; one that is gone already is fine.
   *
   * @throws CleanupException when a container still has it, or the engine cannot remove it
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        Removable.remove(() -> volumes.remove(name));
      } catch (CleanupException e) {
        // It is still there: whoever closes it next tries again.
        closed.set(false);
        throw e;
      }
    }
  }

  @Override
  public String toString() {
    return "volume " + name;
  }
}
