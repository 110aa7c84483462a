package dev.harness.runtime.api;

import dev.harness.engineapi.EngineInfo;
import dev.harness.engineapi.EngineVersion;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.ApiVersion;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.cgroup.Controller;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.ContainerStatus;
import dev.harness.runtime.engine.Engine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes about the engine itself. */
final class SystemRoutes {
  private final About about;
  private final Engine engine;
  private final Clock clock;
  private final Machine machine = new Machine();

  SystemRoutes(About about, Engine engine, Clock clock) {
    this.about = about;
    this.engine = engine;
    this.clock = clock;
  }

  void addTo(Router.Builder routes) {
    routes
        .add("GET", "/_ping", this::ping)
        .add("HEAD", "/_ping", this::ping)
        .add("GET", "/version", this::version)
        .add("GET", "/info", this::info);
  }

  private Answer ping(Request request) {
    return Answer.text(200, "OK")
        .withHeader("Cache-Control", "no-cache, no-store, must-revalidate")
        .withHeader("Pragma", "no-cache");
  }

  private Answer version(Request request) {
    EngineVersion.Component engine =
        new EngineVersion.Component(
            "Engine",
            about.version(),
            Map.of(
                "ApiVersion", ApiVersion.CURRENT.toString(),
                "MinAPIVersion", ApiVersion.OLDEST.toString(),
                "Os", "linux",
                "Arch", machine.imageArchitecture(),
                "KernelVersion", machine.kernel()));
    return Answer.json(
        200,
        new EngineVersion(
            new EngineVersion.Platform("Harness"),
            List.of(engine),
            about.version(),
            ApiVersion.CURRENT.toString(),
            ApiVersion.OLDEST.toString(),
            "",
            "",
            "linux",
            machine.imageArchitecture(),
            machine.kernel(),
            ""));
  }

  private Answer info(Request request) {
    List<ContainerStatus> states =
        engine.containers().all().stream()
            .map(container -> container.details())
            .map(ContainerDetails::status)
            .toList();
    int alive = (int) states.stream().filter(ContainerStatus::running).count();
    int paused = (int) states.stream().filter(ContainerStatus::paused).count();
    LimitSupport limits = engine.limitSupport();
    boolean cpu = limits.can(Controller.CPU);
    return Answer.json(
        200,
        new EngineInfo(
            about.id(),
            machine.hostName(),
            about.version(),
            states.size(),
            alive - paused,
            paused,
            states.size() - alive,
            engine.images().list().size(),
            "overlay",
            List.of(),
            about.dataDirectory().toString(),
            "json-file",
            limits.version() == LimitSupport.Version.NONE ? "none" : "cgroupfs",
            machine.cgroupVersion(),
            machine.kernel(),
            machine.operatingSystem(),
            "linux",
            machine.architecture(),
            Runtime.getRuntime().availableProcessors(),
            machine.memoryBytes(),
            clock.instant().toString(),
            List.of(),
            securityOptions(),
            limits.can(Controller.MEMORY),
            limits.swap(),
            cpu,
            cpu,
            cpu,
            limits.can(Controller.CPUSET),
            limits.can(Controller.PIDS),
            warnings(limits)));
  }

  private List<String> warnings(LimitSupport limits) {
    List<String> warnings = new ArrayList<>(about.warnings().get());
    if (!limits.obstacle().isEmpty()) {
      warnings.add(
          "WARNING: limits of containers: %s; %s".formatted(limits.obstacle(), limits.remedy()));
    }
    return warnings;
  }

  private List<String> securityOptions() {
    List<String> options = new ArrayList<>(List.of("name=seccomp,profile=builtin"));
    if (about.rootless()) {
      options.add("name=rootless");
    }
    return options;
  }
}
