package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.mount.MountingRoot;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.launch.DefaultMounts;
import dev.harness.runtime.launch.MountSource;
import java.util.Optional;

/** What a container has in {@code /dev/shm}. */
final class SharedMemory {
  private SharedMemory() {}

  /** Nothing, memory of its own, or what lies beside the root of one that others may join. */
  static Optional<MountSource> of(ContainerParts parts) {
    CreateContainer.Host host = parts.request().host();
    return switch (host.confinement().namespaces().ipc()) {
      case NONE -> Optional.empty();
      case PRIVATE -> Optional.of(DefaultMounts.sharedMemory(host.sharedMemoryBytes()));
      case SHAREABLE -> Optional.of(beside(parts, parts));
      case CONTAINER -> Optional.of(beside(parts, parts.namespaces().ipc().orElseThrow()));
    };
  }

  private static MountSource beside(ContainerParts parts, ContainerParts owner) {
    String path = parts.root().toBeside(owner.root(), MountingRoot.SHARED_MEMORY);
    return new MountSource.Bind(path, false);
  }
}
