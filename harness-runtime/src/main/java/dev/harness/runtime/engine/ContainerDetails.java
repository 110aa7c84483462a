package dev.harness.runtime.engine;

import dev.harness.runtime.engine.health.Health;
import dev.harness.runtime.engine.mount.ContainerMount;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.engine.start.NetworkPlace;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a container at one moment.
 *
 * @param imageId the id of its image: {@code sha256:…}
 * @param request what the caller asked for
 * @param process what runs, with the image's configuration merged in
 * @param networks those it belongs to, with its places in them while it runs
 * @param publishedPorts where its ports can be reached on the host, while it runs
 * @param mounts what it has mounted besides the defaults
 * @param oomKilled whether a process of the present or last run was killed for want of memory
 * @param health what its probes have found, when there are any
 * @param restartCount how often it ran again by itself since it was started
 */
public record ContainerDetails(
    ContainerId id,
    String name,
    Instant created,
    String imageId,
    CreateContainer request,
    ProcessConfig process,
    ContainerStatus status,
    List<NetworkPlace> networks,
    Map<ContainerPort, List<InetSocketAddress>> publishedPorts,
    List<ContainerMount> mounts,
    boolean oomKilled,
    Optional<Health> health,
    int restartCount) {

  public ContainerDetails {
    networks = List.copyOf(networks);
    publishedPorts = Map.copyOf(publishedPorts);
    mounts = List.copyOf(mounts);
  }
}
