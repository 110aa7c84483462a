package dev.harness.runtime.engine;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.store.LayerLease;
import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.engine.exec.Execs;
import dev.harness.runtime.engine.limit.ContainerLimits;
import dev.harness.runtime.engine.mount.ContainerMounts;
import dev.harness.runtime.engine.mount.MountMaker;
import dev.harness.runtime.engine.mount.MountingRoot;
import dev.harness.runtime.engine.network.Member;
import dev.harness.runtime.engine.output.ContainerLog;
import dev.harness.runtime.engine.request.ConfigMerge;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.LogSettings;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.NamespaceSharing;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.engine.start.ConfinementCheck;
import dev.harness.runtime.engine.start.ContainerNamespaces;
import dev.harness.runtime.engine.start.ContainerNetworks;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.engine.start.HostPorts;
import dev.harness.runtime.engine.start.ProcessPlanner;
import dev.harness.runtime.engine.start.ResourceStack;
import dev.harness.runtime.engine.start.Starter;
import dev.harness.runtime.engine.start.UserNamespaces;
import dev.harness.runtime.engine.stream.ContainerInput;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.UnknownAccountException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.publish.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes containers: finds the image, merges its configuration, takes what a container keeps. */
final class ContainerFactory {
  private final Images images;
  private final Roots roots;
  private final MountMaker mounts;
  private final EngineVolumes volumes;
  private final UserNamespaces userNamespaces;
  private final Publisher publisher;
  private final ContainerNetworks.Maker networks;
  private final Starter starter;
  private final ConfinementCheck check;
  private final ControlGroups groups;
  private final Execs execs;
  private final Events events;
  private final Clock clock;

  ContainerFactory(
      Images images,
      Roots roots,
      MountMaker mounts,
      EngineVolumes volumes,
      UserNamespaces userNamespaces,
      Publisher publisher,
      ContainerNetworks.Maker networks,
      Starter starter,
      ConfinementCheck check,
      ControlGroups groups,
      Execs execs,
      Events events,
      Clock clock) {
    this.images = images;
    this.roots = roots;
    this.mounts = mounts;
    this.volumes = volumes;
    this.userNamespaces = userNamespaces;
    this.publisher = publisher;
    this.networks = networks;
    this.starter = starter;
    this.check = check;
    this.groups = groups;
    this.execs = execs;
    this.events = events;
    this.clock = clock;
  }

  Container create(
      ContainerId id,
      ContainerName name,
      CreateContainer request,
      Function<String, Container> others,
      Consumer<ContainerId> forget) {
    Image image = image(request);
    ProcessConfig process = new ConfigMerge(request, image.config(), id).merge();
    List<MountRequest> wanted =
        MountMaker.wanted(
            request.host(), process.volumes(), other -> others.apply(other).details().mounts());
    Optional<ContainerParts> shared = shared(request.host().network(), others);
    Map<String, String> attributes = new HashMap<>(process.labels());
    attributes.put("image", request.image());
    ContainerEvents own = new ContainerEvents(events, id, name, attributes);
    ContainerLimits limits =
        new ContainerLimits(
            groups, id, request.host().limits(), () -> own.publish("oom", Map.of()));
    ContainerParts parts = parts(id, name, request, image, process, wanted, shared, others, limits);
    Lifecycle lifecycle = new Lifecycle(parts, starter, execs, volumes, own, clock, forget);
    own.publish("create", Map.of());
    return new Container(lifecycle, parts);
  }

  /** The image, which is to be for the platform that is asked for. */
  private Image image(CreateContainer request) {
    Optional<Platform> wanted = request.platform().map(Platform::parse);
    Image image = images.find(request.image()).orElseThrow(() -> missing(request.image()));
    if (wanted.isPresent() && wanted.get().distanceTo(image.platform()).isEmpty()) {
      throw new EngineException.NotFound(
          "No such image: %s for %s; the one that is here is for %s"
              .formatted(request.image(), wanted.get(), image.platform()));
    }
    return image;
  }

  /** What cannot be a name is not missing, but wrong. */
  private static EngineException missing(String name) {
    Reference unused = Reference.parse(name);
    return new EngineException.NotFound("No such image: " + name);
  }

  private ContainerParts parts(
      ContainerId id,
      ContainerName name,
      CreateContainer request,
      Image image,
      ProcessConfig process,
      List<MountRequest> wanted,
      Optional<ContainerParts> shared,
      Function<String, Container> others,
      ContainerLimits limits) {
    try (ResourceStack stack = new ResourceStack()) {
      LayerLease lease = stack.push(images.lease(image));
      HostPorts ports =
          stack.push(
              HostPorts.reserve(
                  publisher, wantedPorts(request, process), request.host().eagerPorts()));
      Member member = new Member(id, name, process.hostname());
      ContainerNetworks places = networks.make(request.host(), member, ports, shared);
      Root root = stack.push(roots.create(id.value(), lease.trees(), userNamespaces.ownership()));
      ContainerMounts mounted = stack.push(mounts.mount(wanted, fitted(id, root, request.host())));
      root.makeDirectory(process.workingDirectory());
      UserNamespaces.Ids ids =
          userNamespaces.idsFor(() -> ProcessPlanner.resolve(root, process.user()));
      check.check(request.host(), root, ids);
      ContainerLog log = stack.push(log(root, name, request.host().log()));
      ContainerParts parts =
          new ContainerParts(
              id,
              name,
              clock.instant(),
              image.id().toString(),
              image.sizeBytes(),
              request,
              process,
              ids,
              lease,
              root,
              mounted,
              ports,
              places,
              namespaces(name, request, ids, others),
              log,
              new ContainerInput(),
              limits);
      stack.forget();
      return parts;
    } catch (UnknownAccountException | RootException.NoDirectory failure) {
      throw new EngineException.InvalidRequest(
          "cannot create container %s: %s".formatted(name, failure.getMessage()), failure);
    } catch (RootException | SystemException failure) {
      throw new EngineException.Failed(
          "cannot make the root file system of container %s: %s"
              .formatted(name, failure.getMessage()),
          failure);
    }
  }

  /** The container whose network is shared. */
  private static Optional<ContainerParts> shared(
      NetworkMode mode, Function<String, Container> others) {
    return mode.kind() == NetworkMode.Kind.CONTAINER
        ? Optional.of(others.apply(mode.name()).parts())
        : Optional.empty();
  }

  private static ContainerNamespaces namespaces(
      ContainerName name,
      CreateContainer request,
      UserNamespaces.Ids ids,
      Function<String, Container> others) {
    NamespaceSharing sharing = request.host().confinement().namespaces();
    return new ContainerNamespaces(
        name,
        ids,
        sharing.ipcOf().map(donor -> others.apply(donor).parts()),
        sharing.processesOf().map(donor -> others.apply(donor).parts()));
  }

  private static MountingRoot fitted(ContainerId id, Root root, CreateContainer.Host host) {
    MountingRoot fitted = new MountingRoot(id.value(), root);
    if (host.confinement().namespaces().ipc() == NamespaceSharing.Ipc.SHAREABLE) {
      fitted.shareMemory(host.sharedMemoryBytes());
    }
    return fitted;
  }

  private ContainerLog log(Root root, ContainerName name, LogSettings settings) {
    Path file = root.log();
    try {
      return new ContainerLog(file, settings.maxBytes(), settings.maxFiles(), clock);
    } catch (IOException failure) {
      throw new EngineException.Failed(
          "cannot make the log of container %s: %s".formatted(name, failure), failure);
    }
  }

  private static Map<ContainerPort, List<CreateContainer.HostPort>> wantedPorts(
      CreateContainer request, ProcessConfig process) {
    Map<ContainerPort, List<CreateContainer.HostPort>> wanted =
        new HashMap<>(request.host().ports());
    boolean anywhere = request.host().publishAll();
    switch (request.host().network().kind()) {
      case NONE, HOST -> {
        return Map.of();
      }
      case CONTAINER -> {
        if (anywhere || !wanted.isEmpty()) {
          throw new EngineException.InvalidRequest(
              "conflicting options: port publishing and the container type network mode");
        }
      }
      case NETWORK -> {
        if (anywhere) {
          List<CreateContainer.HostPort> any =
              List.of(new CreateContainer.HostPort(Optional.empty(), 0));
          process.exposedPorts().forEach(port -> wanted.putIfAbsent(port, any));
        }
      }
    }
    return wanted;
  }
}
