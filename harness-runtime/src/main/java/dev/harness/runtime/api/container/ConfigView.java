package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.Environment;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.linux.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows what runs in a container as it was asked for, by the request or by the image. What every
 * container gets besides is not shown.
 */
final class ConfigView {
  private final ProcessConfig process;
  private final CreateContainer request;

  private ConfigView(ContainerDetails container) {
    this.process = container.process();
    this.request = container.request();
  }

  static ContainerConfig of(ContainerDetails container) {
    return new ConfigView(container).config();
  }

  private ContainerConfig config() {
    return Consoles.show(request.console(), ContainerConfig.builder())
        .hostname(process.hostname())
        .domainname(process.domainname())
        .user(process.user())
        .exposedPorts(exposedPorts())
        .env(environment())
        .volumes(process.volumes())
        .cmd(process.command())
        .image(request.image())
        .workingDir(workingDirectory())
        .entrypoint(process.entrypoint().isEmpty() ? null : process.entrypoint())
        .healthcheck(process.health().map(HealthTranslation::view).orElse(null))
        .labels(process.labels())
        .stopSignal(stopSignal())
        .stopTimeout(
            request
                .command()
                .stopTimeout()
                .map(Duration::toSeconds)
                .map(Math::toIntExact)
                .orElse(null))
        .build();
  }

  private List<String> environment() {
    List<String> shown = new ArrayList<>(request.command().environment());
    List<String> own = shown.stream().map(ConfigView::key).toList();
    Set<String> common = Set.of("HOSTNAME=" + process.hostname(), Environment.TERMINAL);
    process.environment().stream()
        .filter(variable -> !own.contains(key(variable)) && !common.contains(variable))
        .forEach(shown::add);
    return shown;
  }

  private static String key(String variable) {
    int end = variable.indexOf('=');
    return end < 0 ? variable : variable.substring(0, end);
  }

  private String workingDirectory() {
    boolean said =
        request.command().workingDirectory().isPresent() || !process.workingDirectory().equals("/");
    return said ? Path.of(process.workingDirectory()).normalize().toString() : "";
  }

  private String stopSignal() {
    boolean common = process.stopSignal().equals(Signal.TERM);
    return request
        .command()
        .stopSignal()
        .orElseGet(() -> common ? "" : process.stopSignal().toString());
  }

  private Set<String> exposedPorts() {
    Set<String> ports = new LinkedHashSet<>();
    PortTranslation.ordered(process.exposedPorts()).forEach(port -> ports.add(port.toString()));
    return ports;
  }
}
