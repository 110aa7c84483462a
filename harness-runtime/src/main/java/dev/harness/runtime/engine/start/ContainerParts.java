package dev.harness.runtime.engine.start;

import dev.harness.images.store.LayerLease;
import dev.harness.runtime.engine.limit.ContainerLimits;
import dev.harness.runtime.engine.mount.ContainerMounts;
import dev.harness.runtime.engine.output.ContainerLog;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.engine.stream.ContainerInput;
import dev.harness.runtime.fs.Root;
import java.time.Instant;

/**
 * What a container has from its creation to its removal, whether it runs or not.
 *
 * @param naming its name, which may change
 * @param ids the ids its processes can have
 */
public record ContainerParts(
    ContainerId id,
    ContainerName naming,
    Instant created,
    String imageId,
    long imageBytes,
    CreateContainer request,
    ProcessConfig process,
    UserNamespaces.Ids ids,
    LayerLease lease,
    Root root,
    ContainerMounts mounts,
    HostPorts ports,
    ContainerNetworks networks,
    ContainerNamespaces namespaces,
    ContainerLog log,
    ContainerInput input,
    ContainerLimits limits)
    implements AutoCloseable {

  /** What it is called now. */
  public String name() {
    return naming.toString();
  }

  /** Frees everything, the last thing made first. */
  @Override
  public void close() {
    try (ResourceStack stack = new ResourceStack()) {
      stack.push(lease);
      stack.push(root);
      stack.push(mounts);
      stack.push(ports);
      stack.push(networks);
      stack.push(log);
    }
  }
}
