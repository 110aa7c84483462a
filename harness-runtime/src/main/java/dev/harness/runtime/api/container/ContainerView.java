package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.ContainerInspect;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.ContainerStatus;
import dev.harness.runtime.engine.request.ProcessConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        config(container),
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

  private static ContainerConfig config(ContainerDetails container) {
    ProcessConfig process = container.process();
    return Consoles.show(container.request().console(), ContainerConfig.builder())
        .hostname(process.hostname())
        .domainname(process.domainname())
        .user(process.user())
        .exposedPorts(exposedPorts(process))
        .env(environment(container))
        .volumes(process.volumes())
        .cmd(process.command())
        .image(container.request().image())
        .workingDir(process.workingDirectory())
        .entrypoint(process.entrypoint().isEmpty() ? null : process.entrypoint())
        .healthcheck(process.health().map(HealthTranslation::view).orElse(null))
        .labels(process.labels())
        .stopSignal(process.stopSignal().toString())
        .stopTimeout(Math.toIntExact(process.stopTimeout().toSeconds()))
        .build();
  }

  /** As it was asked for, and what the image adds; not what every process is given besides. */
  private static List<String> environment(ContainerDetails container) {
    List<String> shown = new ArrayList<>(container.request().command().environment());
    List<String> own = shown.stream().map(ContainerView::key).toList();
    String hostname = "HOSTNAME=" + container.process().hostname();
    container.process().environment().stream()
        .filter(variable -> !own.contains(key(variable)) && !variable.equals(hostname))
        .forEach(shown::add);
    return shown;
  }

  private static String key(String variable) {
    int end = variable.indexOf('=');
    return end < 0 ? variable : variable.substring(0, end);
  }

  private static Set<String> exposedPorts(ProcessConfig process) {
    Set<String> ports = new LinkedHashSet<>();
    PortTranslation.ordered(process.exposedPorts()).forEach(port -> ports.add(port.toString()));
    return ports;
  }
}
