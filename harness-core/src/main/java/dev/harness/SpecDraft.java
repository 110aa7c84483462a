package dev.harness;

import dev.harness.build.ImageBuild;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.HostConfigBuilder;
import dev.harness.engineapi.container.Isolation;
import dev.harness.engineapi.network.EagerPorts;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.files.CopiedFile;
import dev.harness.spec.ChosenPorts;
import dev.harness.spec.Confinement;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.Limits;
import dev.harness.spec.PullPolicy;
import dev.harness.spec.UrlTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a specification while one is made from another, never changed afterwards; and what
 * the engine is asked for because of them.
 */
final class SpecDraft {
  final String image;

  /** Of what the image is yet to be made. */
  final @Nullable ImageBuild build;

  final NavigableSet<ContainerPort> ports;

  /** Those of the ports that open before the container listens. */
  final NavigableSet<ContainerPort> eagerPorts;

  final Map<String, String> env;

  /** Numbers outside of those of the ports that are to have these. */
  final Map<ContainerPort, Integer> fixedPorts;

  /** Variables whose values have addresses of the container from outside. */
  final Map<String, UrlTemplate> envUrls;

  final Map<String, String> labels;
  final List<CopiedFile> files;
  final List<String> aliases;
  final List<String> binds;
  final Map<String, String> tmpfs;

  /** Aliases by the names of networks. */
  final Map<String, List<String>> moreNetworks;

  final List<String> extraHosts;
  final List<ContainerSpec> dependencies;
  String name = "";
  List<String> command = List.of();
  @Nullable List<String> entrypoint;
  String user = "";
  String workingDirectory = "";
  String hostname = "";
  String network = "";
  String stopSignal = "";
  @Nullable Boolean init;
  long sharedMemory;
  Confinement confinement = Confinement.standard();
  Limits limits = Limits.NONE;
  ContainerConfig.@Nullable Healthcheck healthCheck;
  PullPolicy pull = PullPolicy.MISSING;
  Wait wait = Wait.forPublishedPorts();
  Duration startupTimeout = Duration.ofSeconds(60);
  @Nullable Duration reuse;
  boolean snapshot;
  HostConfig.RestartPolicy restart = HostConfig.RestartPolicy.NONE;

  /** Networks and volumes that go with the run; a container that uses them cannot stay. */
  final List<Object> passing;

  SpecDraft(String image) {
    this(image, null);
  }

  SpecDraft(String image, @Nullable ImageBuild build) {
    this.image = image;
    this.build = build;
    this.ports = new TreeSet<>();
    this.eagerPorts = new TreeSet<>();
    this.env = new LinkedHashMap<>();
    this.envUrls = new LinkedHashMap<>();
    this.fixedPorts = new LinkedHashMap<>();
    this.labels = new LinkedHashMap<>();
    this.files = new ArrayList<>();
    this.aliases = new ArrayList<>();
    this.binds = new ArrayList<>();
    this.tmpfs = new LinkedHashMap<>();
    this.moreNetworks = new LinkedHashMap<>();
    this.extraHosts = new ArrayList<>();
    this.dependencies = new ArrayList<>();
    this.passing = new ArrayList<>();
  }

  SpecDraft(SpecDraft base) {
    this(base, base.image, base.build);
  }

  /** The same of an image that is there. */
  SpecDraft(SpecDraft base, String builtImage) {
    this(base, builtImage, null);
  }

  private SpecDraft(SpecDraft base, String image, @Nullable ImageBuild build) {
    this.image = image;
    this.build = build;
    this.ports = new TreeSet<>(base.ports);
    this.eagerPorts = new TreeSet<>(base.eagerPorts);
    this.env = new LinkedHashMap<>(base.env);
    this.envUrls = new LinkedHashMap<>(base.envUrls);
    this.fixedPorts = new LinkedHashMap<>(base.fixedPorts);
    this.labels = new LinkedHashMap<>(base.labels);
    this.files = new ArrayList<>(base.files);
    this.aliases = new ArrayList<>(base.aliases);
    this.network = base.network;
    this.binds = new ArrayList<>(base.binds);
    this.tmpfs = new LinkedHashMap<>(base.tmpfs);
    this.moreNetworks = new LinkedHashMap<>(base.moreNetworks);
    this.extraHosts = new ArrayList<>(base.extraHosts);
    this.dependencies = new ArrayList<>(base.dependencies);
    this.passing = new ArrayList<>(base.passing);
    this.reuse = base.reuse;
    this.snapshot = base.snapshot;
    this.restart = base.restart;
    this.name = base.name;
    this.command = base.command;
    this.entrypoint = base.entrypoint;
    this.user = base.user;
    this.workingDirectory = base.workingDirectory;
    this.hostname = base.hostname;
    this.stopSignal = base.stopSignal;
    this.init = base.init;
    this.sharedMemory = base.sharedMemory;
    this.confinement = base.confinement;
    this.limits = base.limits;
    this.healthCheck = base.healthCheck;
    this.pull = base.pull;
    this.wait = base.wait;
    this.startupTimeout = base.startupTimeout;
  }

  /**
   * How a container is reached from outside.
   *
   * @param bindAddress where its ports are published; empty leaves that to the engine
   * @param ports those that the engine does not choose
   * @param url fills templates in variables
   * @param hosts more lines for {@code /etc/hosts}
   */
  record Outside(
      String bindAddress,
      ChosenPorts ports,
      Function<UrlTemplate, String> url,
      List<String> hosts) {
    /** As it is for all runs alike. */
    static final Outside ANY = new Outside("", ChosenPorts.NONE, UrlTemplate::text, List.of());
  }

  /** Chooses the numbers outside that must be known before there is a container. */
  ChosenPorts choosePorts() {
    Set<ContainerPort> named = new TreeSet<>();
    envUrls.values().forEach(url -> named.addAll(url.ports()));
    named.removeAll(fixedPorts.keySet());
    return ChosenPorts.forEach(named).and(fixedPorts);
  }

  /** What the engine is asked for. */
  CreateContainerRequest request(String image, Map<String, String> labels, Outside outside) {
    Map<String, List<PortBinding>> bindings = new LinkedHashMap<>();
    for (ContainerPort port : ports) {
      String hostPort = outside.ports().hostPort(port);
      bindings.put(port.key(), List.of(new PortBinding(outside.bindAddress(), hostPort)));
    }
    List<String> hosts = new ArrayList<>(extraHosts);
    hosts.addAll(outside.hosts());
    HostConfig host =
        surroundings()
            .portBindings(bindings)
            .binds(binds)
            .networkMode(network)
            .extraHosts(hosts)
            .build();
    return new CreateContainerRequest(config(image, labels, outside), host, networking());
  }

  /**
   * The part of the request that changes what a container writes.
   *
   * @param binds in place of those that name directories of this machine
   */
  CreateContainerRequest writing(String image, List<String> binds) {
    return new CreateContainerRequest(
        config(image, Map.of(), Outside.ANY),
        surroundings().binds(binds).extraHosts(extraHosts).build(),
        NetworkingConfig.EMPTY);
  }

  private ContainerConfig config(String image, Map<String, String> labels, Outside outside) {
    Map<String, String> variables = new LinkedHashMap<>(env);
    envUrls.forEach((variable, url) -> variables.put(variable, outside.url().apply(url)));
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(EagerPorts.label(eagerPorts.stream().map(ContainerPort::key).toList()));
    return ContainerConfig.builder()
        .image(image)
        .hostname(hostname)
        .user(user)
        .workingDir(workingDirectory)
        .env(variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
        .cmd(command)
        .entrypoint(entrypoint)
        .labels(all)
        .healthcheck(healthCheck)
        .stopSignal(stopSignal)
        .exposedPorts(ports.stream().map(ContainerPort::key).collect(Collectors.toSet()))
        .build();
  }

  /** Without what joins it to others: mounts, ports, networks. */
  private HostConfigBuilder surroundings() {
    return HostConfig.builder()
        .tmpfs(tmpfs)
        .restartPolicy(restart)
        .shmSize(sharedMemory)
        .init(init)
        .memory(limits.memoryBytes())
        .nanoCpus(limits.nanoCpus())
        .pidsLimit(limits.pids())
        .privileged(confinement.isPrivileged())
        .readonlyRootfs(confinement.hasReadOnlyRoot())
        .capAdd(List.copyOf(confinement.addedCapabilities()))
        .capDrop(List.copyOf(confinement.droppedCapabilities()))
        .groupAdd(List.copyOf(confinement.groups()))
        .securityOpt(List.copyOf(confinement.securityOptions()))
        .ulimits(
            confinement.ulimits().entrySet().stream()
                .map(
                    e -> new Isolation.Ulimit(e.getKey(), e.getValue().soft(), e.getValue().hard()))
                .toList())
        .sysctls(confinement.sysctls())
        .devices(
            confinement.devices().stream()
                .map(path -> new Isolation.Device(path, path, "rwm"))
                .toList());
  }

  /** The same without further networks, which Docker before version 25 does not take at once. */
  CreateContainerRequest inFirstNetwork(CreateContainerRequest request) {
    if (moreNetworks.isEmpty()) {
      return request;
    }
    NetworkingConfig first =
        new NetworkingConfig(Map.of(network, EndpointSettings.withAliases(aliases)), Map.of());
    return new CreateContainerRequest(request.config(), request.hostConfig(), first);
  }

  private NetworkingConfig networking() {
    if (aliases.isEmpty() && moreNetworks.isEmpty()) {
      return NetworkingConfig.EMPTY;
    }
    if (network.isEmpty() && aliases.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is also to be in %s, but in no network before it: name the first one by network"
              .formatted(this, moreNetworks.keySet()));
    }
    if (network.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has the alias %s, but no network: aliases are names within a network"
              .formatted(this, aliases.get(0)));
    }
    Map<String, EndpointSettings> endpoints = new LinkedHashMap<>();
    endpoints.put(network, EndpointSettings.withAliases(aliases));
    moreNetworks.forEach((name, names) -> endpoints.put(name, EndpointSettings.withAliases(names)));
    return new NetworkingConfig(endpoints, Map.of());
  }

  @Override
  public String toString() {
    return name.isEmpty() ? image : name + " (" + image + ")";
  }
}
