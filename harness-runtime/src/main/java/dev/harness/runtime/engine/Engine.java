package dev.harness.runtime.engine;

import dev.harness.images.Images;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.exec.Execs;
import dev.harness.runtime.engine.mount.MountMaker;
import dev.harness.runtime.engine.network.Networks;
import dev.harness.runtime.engine.start.ConfinementCheck;
import dev.harness.runtime.engine.start.ContainerNetworks;
import dev.harness.runtime.engine.start.ProcessPlanner;
import dev.harness.runtime.engine.start.SeccompFilters;
import dev.harness.runtime.engine.start.Starter;
import dev.harness.runtime.engine.start.UserNamespaces;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.volume.Volumes;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.OwnProcess;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.dns.DnsServer;
import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.publish.Publisher;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The engine: containers and what they need, for one lease.
 *
 * <p>Every method of what it hands out may be called from several threads; those that wait say so.
 */
public final class Engine implements AutoCloseable {
  private final Images images;
  private final Containers containers;
  private final Networks networks;
  private final DnsServer dns;
  private final EngineVolumes volumes;
  private final Execs execs;
  private final Events events;
  private final SeccompFilters filters;
  private final LimitSupport limitSupport;
  private final Roots roots;
  private final Ownership ownership;

  private Engine(
      Images images,
      Containers containers,
      Networks networks,
      DnsServer dns,
      EngineVolumes volumes,
      Execs execs,
      Events events,
      SeccompFilters filters,
      LimitSupport limitSupport,
      Roots roots,
      Ownership ownership) {
    this.roots = roots;
    this.ownership = ownership;
    this.limitSupport = limitSupport;
    this.filters = filters;
    this.images = images;
    this.containers = containers;
    this.networks = networks;
    this.dns = dns;
    this.volumes = volumes;
    this.execs = execs;
    this.events = events;
  }

  /**
   * Puts an engine together; the parts stay the caller's and must live longer.
   *
   * @param hub gets the default bridge
   * @param detours are served in the hub, or never
   */
  public static Engine open(
      Images images,
      Launcher launcher,
      UserNamespaces userNamespaces,
      Roots roots,
      Volumes volumes,
      Hub hub,
      Detours detours,
      Publisher publisher,
      ControlGroups groups,
      Clock clock) {
    Events events = new Events(clock);
    SeccompFilters filters = new SeccompFilters();
    OwnProcess own = OwnProcess.look();
    Starter starter = new Starter(launcher, userNamespaces, new ProcessPlanner(filters, own));
    Networks networks =
        Networks.open(
            hub,
            detours,
            (action, network, more) -> {
              Map<String, String> attributes = new HashMap<>(more);
              attributes.put("name", network.name());
              attributes.put("type", network.driver().word());
              events.publish("network", action, network.id(), attributes);
            },
            clock);
    DnsServer dns = DnsServer.open(hub);
    Execs execs = new Execs();
    EngineVolumes engineVolumes = new EngineVolumes(volumes, events);
    ContainerFactory factory =
        new ContainerFactory(
            images,
            roots,
            new MountMaker(roots, volumes),
            engineVolumes,
            userNamespaces,
            publisher,
            new ContainerNetworks.Maker(hub, dns, networks),
            starter,
            new ConfinementCheck(own),
            groups,
            execs,
            events,
            clock);
    return new Engine(
        images,
        new Containers(factory),
        networks,
        dns,
        engineVolumes,
        execs,
        events,
        filters,
        groups.support(),
        roots,
        userNamespaces.ownership());
  }

  /** Does ahead what the first start would wait for; safe beside everything else. */
  public void prepare() {
    filters.forCapabilities(Capability.CONTAINER_DEFAULT);
  }

  /** The images of the store. */
  public Images images() {
    return images;
  }

  /** The containers of this engine. */
  public Containers containers() {
    return containers;
  }

  /** The networks that its containers can join. */
  public Networks networks() {
    return networks;
  }

  /** The volumes that its containers can have. */
  public EngineVolumes volumes() {
    return volumes;
  }

  /** Runs what makes images in containers of this engine. */
  public ImageCommands imageCommands() {
    return new ContainerCommands(containers);
  }

  /** The further processes in its containers. */
  public Execs execs() {
    return execs;
  }

  /** What of containers it can limit on this machine. */
  public LimitSupport limitSupport() {
    return limitSupport;
  }

  /** Makes root file systems. */
  public Roots roots() {
    return roots;
  }

  /** How the ids in its containers appear to it. */
  public Ownership ownership() {
    return ownership;
  }

  /** What happens in it. */
  public Events events() {
    return events;
  }

  /** Removes all containers, running ones too. */
  @Override
  public void close() {
    try (dns) {
      containers.close();
    }
  }
}
