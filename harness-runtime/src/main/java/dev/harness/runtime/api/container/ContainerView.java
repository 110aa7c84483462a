package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerInspect;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.ContainerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows all of a container, as {@code docker inspect} does. */
final class ContainerView {
  private ContainerView() {}

  static ContainerInspect of(ContainerDetails container) {
    List<String> arguments = container.process().arguments();
    return new ContainerInspect(
        container.id().value(),
        container.created().toString(),
        arguments.get(0),
        arguments.subList(1, arguments.size()),
        state(container),
        container.imageId(),
        "",
        "",
        "",
        "",
        "/" + container.name(),
        container.restartCount(),
        "overlay",
        "linux",
        List.of(),
        HostConfigView.of(container.request().host(), Consoles.host(container.request().console())),
        MountView.of(container),
        ConfigView.of(container),
        NetworkView.settings(container));
  }

  private static ContainerState state(ContainerDetails container) {
    ContainerStatus status = container.status();
    return new ContainerState(
        status.phase().word(),
        status.running(),
        status.paused(),
        status.phase() == ContainerStatus.Phase.RESTARTING,
        container.oomKilled(),
        false,
        status.pid(),
        status.exitCode(),
        status.error(),
        time(status.startedAt()),
        time(status.finishedAt()),
        container.health().map(HealthTranslation::view).orElse(null));
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(ContainerState.NEVER);
  }
}
