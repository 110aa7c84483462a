package dev.harness.runtime.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import dev.harness.images.reference.Platform;
import dev.harness.runtime.api.build.BuildRoutes;
import dev.harness.runtime.api.container.ArchiveRoutes;
import dev.harness.runtime.api.container.ContainerRoutes;
import dev.harness.runtime.api.container.UpdateRoutes;
import dev.harness.runtime.api.http.ApiVersion;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.Service;
import dev.harness.runtime.api.image.CommitRoutes;
import dev.harness.runtime.api.image.ImageRoutes;
import dev.harness.runtime.api.image.RegistryRoutes;
import dev.harness.runtime.api.image.StorageRoutes;
import dev.harness.runtime.api.limit.StatsRoutes;
import dev.harness.runtime.api.network.FaultRoutes;
import dev.harness.runtime.api.network.HostPortRoutes;
import dev.harness.runtime.api.network.NetworkRoutes;
import dev.harness.runtime.api.process.AttachRoutes;
import dev.harness.runtime.api.process.ExecRoutes;
import dev.harness.runtime.api.process.LogRoutes;
import dev.harness.runtime.api.process.TerminalRoutes;
import dev.harness.runtime.api.process.TopRoutes;
import dev.harness.runtime.api.volume.VolumeRoutes;
import dev.harness.runtime.build.BuildRoots;
import dev.harness.runtime.build.ImageBuilder;
import dev.harness.runtime.engine.Engine;
import dev.harness.runtime.net.out.ExposedPorts;
import java.time.Clock;
import java.util.Map;

/** The Docker Engine API of an engine, ready to be served. */
public final class Routes {
  private Routes() {}

  /** Joins all routes with the failures and headers that are Docker's. */
  public static Service of(Engine engine, About about, ExposedPorts exposed, Clock clock) {
    ObjectMapper json = EngineJson.newMapper();
    Router.Builder routes = Router.builder();
    new SystemRoutes(about, engine, clock).addTo(routes);
    new EventRoutes(engine.events(), clock, json).addTo(routes);
    ContainerRoutes containers =
        new ContainerRoutes(engine.containers(), engine.limitSupport(), clock, json);
    containers.addTo(routes);
    new UpdateRoutes(engine.containers(), engine.limitSupport()).addTo(routes);
    new StatsRoutes(engine.containers(), clock, json).addTo(routes);
    new LogRoutes(engine.containers()).addTo(routes);
    new AttachRoutes(engine.containers()).addTo(routes);
    new TerminalRoutes(engine.containers()).addTo(routes);
    new ArchiveRoutes(engine.containers(), json).addTo(routes);
    new ExecRoutes(engine.containers(), engine.execs()).addTo(routes);
    new TopRoutes(engine.containers(), clock, new Machine().memoryBytes()).addTo(routes);
    Platform machine = Platform.ofLinux(new Machine().architecture());
    new RegistryRoutes(engine.images(), json).addTo(routes);
    new ImageRoutes(
            engine.images(), engine.containers(), engine.imageCommands(), json, machine, clock)
        .addTo(routes);
    new CommitRoutes(engine.images().making(), engine.containers(), json, clock).addTo(routes);
    BuildRoots buildRoots = new BuildRoots(engine.images(), engine.roots(), engine.ownership());
    ImageBuilder builder =
        new ImageBuilder(
            engine.images(), engine.containers(), engine.imageCommands(), buildRoots, clock);
    new BuildRoutes(builder, json, machine).addTo(routes);
    new NetworkRoutes(engine.networks(), engine.containers(), clock).addTo(routes);
    new HostPortRoutes(exposed).addTo(routes);
    new FaultRoutes(engine.containers(), engine.networks()).addTo(routes);
    VolumeRoutes volumes = new VolumeRoutes(engine.volumes());
    volumes.addTo(routes);
    new StorageRoutes(engine.images(), containers::all, volumes::usage, clock).addTo(routes);
    UnsupportedRoutes.addTo(routes);
    return new Service(routes.build(), new EngineFailures(), json, headers(about));
  }

  private static Map<String, String> headers(About about) {
    return Map.of(
        "Api-Version",
        ApiVersion.CURRENT.toString(),
        "Docker-Experimental",
        "false",
        "Ostype",
        "linux",
        "Server",
        "Harness/" + about.version() + " (linux)");
  }
}
