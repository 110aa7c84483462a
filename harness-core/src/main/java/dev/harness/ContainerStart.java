package dev.harness;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.StartedContainer;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.files.FileCopy;
import dev.harness.follow.ExitWatch;
import dev.harness.follow.Figures;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Terminal;
import dev.harness.registry.ImageAccess;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.PublishedPorts;
import dev.harness.timeline.ContainerTrack;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way of one container from its specification until it is ready. */
final class ContainerStart {
  private static final String HOST = "host.docker.internal:host-gateway";

  private final EngineConnection engine;
  private final ImagePull pull;
  private final String image;
  private final EngineClient client;
  private final ContainerSpec spec;
  private final boolean hostNamed;
  private final Timeline timeline;
  private final ContainerTrack track;

  /** Prepares; {@code hostNamed} lets the container find this machine by a name. */
  ContainerStart(
      EngineConnection engine,
      ImageAccess images,
      Terminal terminal,
      ContainerSpec spec,
      boolean hostNamed,
      Timeline timeline) {
    this.hostNamed = hostNamed;
    this.engine = engine;
    this.image = images.substituted(spec.image());
    this.client = engine.client();
    this.pull = new ImagePull(client, images, terminal);
    this.spec = spec;
    this.timeline = timeline;
    this.track = new ContainerTrack(timeline, label(), spec.image());
  }

  private String label() {
    if (!spec.name().isEmpty()) {
      return spec.name();
    }
    return spec.aliases().isEmpty()
        ? spec.image().substring(spec.image().lastIndexOf('/') + 1)
        : spec.aliases().get(0);
  }

  /**
   * Creates the container, pulling its image if that is missing.
   *
   * @throws ImageUnavailableException when the image cannot be had
   * @throws ContainerStartException when the engine refuses the container
   */
  RunningContainer create() {
    try {
      return new RunningContainer(engine, spec, createOrPull(), track);
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    }
  }

  private String createOrPull() {
    Optional<String> id = track.call(Kind.START, "create", this::createUnlessImageIsMissing);
    if (id.isPresent()) {
      return id.get();
    }
    timeline.run(Kind.PULL, Lane.IMAGES, image, () -> pull.run(image));
    return track.call(Kind.START, "create", this::createNow);
  }

  private Optional<String> createUnlessImageIsMissing() {
    try {
      return Optional.of(createNow());
    } catch (EngineRefusedException e) {
      if (!e.isMissingImage()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private String createNow() {
    CreateContainerResponse created = client.containers().create(spec.name(), request());
    created.warnings().forEach(warning -> HarnessLog.get().warn("Container {}: {}", spec, warning));
    return created.id();
  }

  /**
   * Starts a created container; returns when it is ready.
   *
   * @throws ContainerStartException when it cannot be started or does not become ready
   */
  void start(RunningContainer container) {
    try {
      track.run(Kind.START, "start", () -> startNow(container));
      track.untilReady(() -> awaitReady(container));
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    }
  }

  private void startNow(RunningContainer container) {
    long begin = System.nanoTime();
    if (!spec.files().isEmpty()) {
      new FileCopy(client, container.id()).put(spec.files());
    }
    client.containers().start(container.id());
    StartedContainer started = client.containers().started(container.id());
    container.started(
        started.name().replaceFirst("^/", ""),
        PublishedPorts.of(started.network().ports(), spec.ports()));
    HarnessLog.get().info("Container {} started: {}", container, Figures.since(begin));
  }

  private void awaitReady(RunningContainer container) {
    try (ExitWatch watch =
        new ExitWatch(container.name(), client.containers().awaitExit(container.id()))) {
      Startup startup = new Startup(container, watch.exited(), spec.startupTimeout());
      spec.waiting().await(startup);
      HarnessLog.get()
          .info("Container {} ready: {}", container, Figures.millis(startup.elapsed().toMillis()));
    }
  }

  private CreateContainerRequest request() {
    Map<String, List<PortBinding>> bindings = new LinkedHashMap<>();
    for (ContainerPort port : spec.ports()) {
      bindings.put(port.key(), List.of(new PortBinding(bindAddress(), "")));
    }
    ContainerConfig config =
        ContainerConfig.builder()
            .image(image)
            .hostname(spec.hostname())
            .user(spec.user())
            .workingDir(spec.workingDirectory())
            .env(spec.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .cmd(spec.command())
            .entrypoint(spec.entrypoint().orElse(null))
            .labels(spec.labels())
            .healthcheck(spec.healthCheck().orElse(null))
            .exposedPorts(spec.ports().stream().map(ContainerPort::key).collect(Collectors.toSet()))
            .build();
    HostConfig host =
        HostConfig.builder()
            .portBindings(bindings)
            .binds(spec.binds())
            .tmpfs(spec.tmpfs())
            .networkMode(spec.network())
            .extraHosts(hostNamed ? List.of(HOST) : List.of())
            .memory(spec.limits().memoryBytes())
            .nanoCpus(spec.limits().nanoCpus())
            .pidsLimit(spec.limits().pids())
            .build();
    return new CreateContainerRequest(config, host, networking());
  }

  private NetworkingConfig networking() {
    if (spec.aliases().isEmpty()) {
      return NetworkingConfig.EMPTY;
    }
    if (spec.network().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has the alias %s, but no network: aliases are names within a network"
              .formatted(spec, spec.aliases().get(0)));
    }
    EndpointSettings endpoint = EndpointSettings.withAliases(spec.aliases());
    return new NetworkingConfig(Map.of(spec.network(), endpoint), Map.of());
  }

  /**
   * Ours listens on this machine only by itself. Others would open the port to the network, and
   * must not where they are on this machine.
   */
  private String bindAddress() {
    boolean here = client.address() instanceof EngineAddress.UnixSocketAddress;
    return here && !engine.isBuiltIn() ? "127.0.0.1" : "";
  }
}
