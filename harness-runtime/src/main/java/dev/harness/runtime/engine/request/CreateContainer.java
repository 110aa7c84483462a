package dev.harness.runtime.engine.request;

import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a container, checked for its form: what the caller said, before the image's
 * configuration is merged in.
 *
 * @param name the container's name, without a leading slash; made up when absent
 * @param image the image's name or id, as the caller gave it
 * @param platform {@code os/arch[/variant]}; the machine's own when absent
 * @param command what to run
 * @param labels the container's labels, over those of the image
 * @param exposedPorts ports to declare besides those of the image
 * @param volumes paths that get an anonymous volume, besides those of the image
 * @param host what the machine gives to the container
 * @param console how others talk with it while it runs
 */
public record CreateContainer(
    Optional<String> name,
    String image,
    Optional<String> platform,
    Command command,
    Map<String, String> labels,
    Set<ContainerPort> exposedPorts,
    Set<String> volumes,
    Host host,
    Console console) {

  public CreateContainer {
    labels = Map.copyOf(labels);
    exposedPorts = Set.copyOf(exposedPorts);
    volumes = Set.copyOf(volumes);
  }

  /** The same with what can be changed later. */
  public CreateContainer updated(ResourceLimits limits, RestartPolicy restart) {
    return new CreateContainer(
        name,
        image,
        platform,
        command,
        labels,
        exposedPorts,
        volumes,
        host.updated(limits, restart),
        console);
  }

  /**
   * What to run, each part over that of the image (C26).
   *
   * @param entrypoint absent = the image's; an empty list = none, the image's command still counts
   * @param arguments absent or empty = the image's, unless an entrypoint is given
   * @param environment {@code KEY=value}, or {@code KEY} to remove one of the image's
   * @param workingDirectory absolute
   * @param user {@code user[:group]}, names or numbers
   * @param hostname absent = the short id
   * @param stopSignal name or number; absent = the image's, else SIGTERM
   * @param stopTimeout how long stop waits before it kills; absent = 10 s
   * @param health how it is found out whether it works; absent = as the image says
   */
  public record Command(
      Optional<List<String>> entrypoint,
      Optional<List<String>> arguments,
      List<String> environment,
      Optional<String> workingDirectory,
      Optional<String> user,
      Optional<String> hostname,
      Optional<String> domainname,
      Optional<String> stopSignal,
      Optional<Duration> stopTimeout,
      Optional<HealthCheck> health) {
    public Command {
      entrypoint = entrypoint.map(List::copyOf);
      arguments = arguments.map(List::copyOf);
      environment = List.copyOf(environment);
    }
  }

  /**
   * What the machine gives to the container.
   *
   * @param network how the container reaches others
   * @param endpoints by the name or id of a network, what it is to have there; those that {@code
   *     network} does not name are joined too
   * @param ports host ports to publish container ports on
   * @param eagerPorts those that accept connections whether the container listens or not; others do
   *     when it listens (N18)
   * @param publishAll whether every exposed port is published on a port of the kernel's choice
   * @param autoRemove whether the container is removed when it exits
   * @param sharedMemoryBytes size of {@code /dev/shm}
   * @param capabilitiesAdded over the default set (C16)
   * @param capabilitiesDropped from the default set
   * @param names how it finds names
   * @param mounts what is mounted besides the defaults, each target once
   * @param mountsFrom containers whose mounts it gets too
   * @param restart when it runs again after its end; not with {@code autoRemove}
   * @param readOnlyRoot whether it can write only where something is mounted (C6)
   * @param limits how much of the machine it may use (C21)
   * @param confinement what its processes may do and have
   * @param log what becomes of their output
   */
  public record Host(
      NetworkMode network,
      Map<String, EndpointRequest> endpoints,
      Map<ContainerPort, List<HostPort>> ports,
      Set<ContainerPort> eagerPorts,
      boolean publishAll,
      boolean autoRemove,
      long sharedMemoryBytes,
      Set<Capability> capabilitiesAdded,
      Set<Capability> capabilitiesDropped,
      NameSettings names,
      List<MountRequest> mounts,
      List<MountRequest.From> mountsFrom,
      boolean readOnlyRoot,
      RestartPolicy restart,
      ResourceLimits limits,
      Confinement confinement,
      LogSettings log) {
    /** Docker's default size of {@code /dev/shm}. */
    public static final long DEFAULT_SHARED_MEMORY_BYTES = 64L << 20;

    /** Nothing but what every container has, in a network. */
    public static Host in(NetworkMode network) {
      return new Host(
          network,
          Map.of(),
          Map.of(),
          Set.of(),
          false,
          false,
          DEFAULT_SHARED_MEMORY_BYTES,
          Set.of(),
          Set.of(),
          NameSettings.DEFAULT,
          List.of(),
          List.of(),
          false,
          RestartPolicy.NO,
          ResourceLimits.NONE,
          Confinement.DEFAULT,
          LogSettings.DEFAULT);
    }

    /** What its processes may have at most (C16). */
    public Set<Capability> capabilities() {
      return CapabilityChoice.of(
          capabilitiesAdded, capabilitiesDropped, confinement.rights().privileged());
    }

    private Host updated(ResourceLimits otherLimits, RestartPolicy otherRestart) {
      return new Host(
          network,
          endpoints,
          ports,
          eagerPorts,
          publishAll,
          autoRemove,
          sharedMemoryBytes,
          capabilitiesAdded,
          capabilitiesDropped,
          names,
          mounts,
          mountsFrom,
          readOnlyRoot,
          otherRestart,
          otherLimits,
          confinement,
          log);
    }

    public Host {
      endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
      ports = Map.copyOf(ports);
      eagerPorts = Set.copyOf(eagerPorts);
      capabilitiesAdded = Set.copyOf(capabilitiesAdded);
      capabilitiesDropped = Set.copyOf(capabilitiesDropped);
      mounts = List.copyOf(mounts);
      mountsFrom = List.copyOf(mountsFrom);
    }
  }

  /**
   * A place on the host to publish a port on.
   *
   * @param address the host address; absent = loopback, of both families
   * @param port the port, or 0 for one of the kernel's choice
   * @param last of several ports, of which the first free one is taken; else the same
   */
  public record HostPort(Optional<InetAddress> address, int port, int last) {
    /** One port, or 0. */
    public HostPort(Optional<InetAddress> address, int port) {
      this(address, port, port);
    }
  }
}
