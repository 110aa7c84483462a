package dev.harness.runtime.engine.process;

import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.Hub;
import java.util.Optional;

/** Gives a starting container its place in the network that it asked for. */
public final class ContainerNetworks {
  private final Hub hub;
  private final Bridge bridge;

  /** Connects to the default bridge of the hub; both stay the caller's. */
  public ContainerNetworks(Hub hub, Bridge bridge) {
    this.hub = hub;
    this.bridge = bridge;
  }

  /** Connects a child that waits before its executable; {@code none} has no attachment. */
  Optional<Attachment> connect(CreateContainer.NetworkMode mode, Fd namespace) {
    return switch (mode) {
      case BRIDGE -> Optional.of(bridge.attach(namespace));
      case NONE -> {
        hub.loopbackOnly(namespace);
        yield Optional.empty();
      }
    };
  }

  NetworkPlace place(CreateContainer.NetworkMode mode, Attachment attachment) {
    return new NetworkPlace(
        mode.networkName(),
        attachment.address(),
        attachment.prefixLength(),
        attachment.gateway(),
        attachment.mac().toString());
  }
}
