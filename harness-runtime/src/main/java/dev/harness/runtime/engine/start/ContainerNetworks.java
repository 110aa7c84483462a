package dev.harness.runtime.engine.start;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.network.LinkFaults;
import dev.harness.runtime.engine.network.Member;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.network.Networks;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.request.ProxyVariables;
import dev.harness.runtime.launch.NetworkPlan;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.dns.DnsServer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The networks of one container: which it belongs to, from its creation to its removal, and where
 * it is in them while it runs.
 *
 * <p>One change after the other: the lock is held while a link is made or deleted.
 */
public final class ContainerNetworks implements AutoCloseable {
  private final Hub hub;
  private final DnsServer dns;
  private final NetworkMode mode;
  private final Member member;
  private final HostPorts ports;
  private final LinkFaults links;
  private final List<InetAddress> nameServers;
  private final InetAddress hostGateway;

  /** Whose network is shared. */
  private final Optional<ContainerParts> host;

  /** Kernel parameters that are set in the network. */
  private final Map<String, String> settings;

  @GuardedBy("this")
  private final Map<Network, EndpointRequest> wanted;

  @GuardedBy("this")
  private Optional<LiveNetworks> live = Optional.empty();

  private ContainerNetworks(
      Hub hub,
      DnsServer dns,
      NetworkMode mode,
      Member member,
      HostPorts ports,
      LinkFaults links,
      List<InetAddress> nameServers,
      InetAddress hostGateway,
      Optional<ContainerParts> host,
      Map<String, String> settings,
      Map<Network, EndpointRequest> wanted) {
    this.hub = hub;
    this.dns = dns;
    this.mode = mode;
    this.member = member;
    this.ports = ports;
    this.links = links;
    this.nameServers = nameServers;
    this.hostGateway = hostGateway;
    this.host = host;
    this.settings = settings;
    this.wanted = wanted;
  }

  /** Makes what containers have of networks; all parts stay the caller's. */
  public record Maker(Hub hub, DnsServer dns, Networks networks) {

    /**
     * Finds the networks that a request means.
     *
     * @param host whose network the container shares, if it does
     * @throws EngineException when there is none of a name, or the container cannot have what it
     *     asks for
     */
    public ContainerNetworks make(
        CreateContainer.Host request,
        Member member,
        HostPorts ports,
        Optional<ContainerParts> host) {
      return new ContainerNetworks(
          hub,
          dns,
          request.network(),
          member,
          ports,
          networks.links(),
          request.names().servers(),
          hostGateway(request.network()),
          host,
          request.confinement().networkSettings(),
          WantedNetworks.of(request, networks));
    }

    /** As with Docker the gateway of the default network, which all others reach too. */
    private InetAddress hostGateway(NetworkMode mode) {
      return mode.kind() == NetworkMode.Kind.HOST
          ? InetAddress.getLoopbackAddress()
          : networks
              .find(NetworkMode.DEFAULT_NETWORK)
              .addresses()
              .orElseThrow()
              .addresses()
              .gateway();
    }
  }

  /** Where the container reaches the host. */
  InetAddress hostGateway() {
    return hostGateway;
  }

  /** Adds to a container's environment how it gets out, where that is not left to the packets. */
  List<String> withWayOut(List<String> environment) {
    OptionalInt proxy = leadsOut() ? hub.proxyPort() : OptionalInt.empty();
    return proxy.isPresent()
        ? ProxyVariables.before(environment, hostGateway, proxy.getAsInt())
        : environment;
  }

  private boolean leadsOut() {
    return host.map(other -> other.networks().leadsOut()).orElseGet(this::isInOpenNetwork);
  }

  private synchronized boolean isInOpenNetwork() {
    return mode.kind() == NetworkMode.Kind.NETWORK
        && wanted.keySet().stream().anyMatch(network -> !network.request().internal());
  }

  /** Which namespace the container is to start in. */
  LentNetwork lend() {
    return switch (mode.kind()) {
      case NETWORK, NONE -> new LentNetwork(new NetworkPlan.Fresh());
      case HOST -> new LentNetwork(new NetworkPlan.Shared());
      case CONTAINER -> lentBy(host.orElseThrow().networks());
    };
  }

  /** The host's network the engine has itself, and rootless no right to join (R33). */
  private static LentNetwork lentBy(ContainerNetworks other) {
    if (other.sharesHosts()) {
      other.requireLive();
      return new LentNetwork(new NetworkPlan.Shared());
    }
    return LentNetwork.of(other.duplicateNamespace());
  }

  private synchronized Fd duplicateNamespace() {
    return requireLive().duplicateNamespace();
  }

  private synchronized LiveNetworks requireLive() {
    return live.orElseThrow(
        () ->
            new EngineException.Conflict(
                "cannot join network of a non running container: %s; start it first"
                    .formatted(member.id())));
  }

  /** Whose files about the network the container has too. */
  Optional<ContainerParts> host() {
    return host;
  }

  /** Whether it is in the host's network namespace, itself or by the container it joined. */
  boolean sharesHosts() {
    return isOnHost() || host.map(joined -> joined.networks().sharesHosts()).orElse(false);
  }

  /** Whether it has the host's network, and so the host's resolvers. */
  boolean isOnHost() {
    return mode.kind() == NetworkMode.Kind.HOST;
  }

  /**
   * Gives a container that waits before its executable its places, until the result is closed.
   *
   * @param namespace borrowed until then
   */
  synchronized AutoCloseable begin(Fd namespace, EtcFiles etc) {
    LiveNetworks begun = new LiveNetworks(member, ports, namespace, etc, dns, nameServers);
    try (ResourceStack stack = new ResourceStack()) {
      stack.push(begun);
      boolean ownNamespace =
          mode.kind() == NetworkMode.Kind.NETWORK || mode.kind() == NetworkMode.Kind.NONE;
      if (ownNamespace && wanted.isEmpty()) {
        hub.loopbackOnly(namespace);
      }
      wanted.forEach(begun::join);
      hub.set(namespace, settings);
      stack.forget();
    }
    live = Optional.of(begun);
    return this::end;
  }

  /** Publishes the ports, now that the container's own executable runs. */
  synchronized void publish() {
    live.ifPresent(LiveNetworks::publish);
  }

  private synchronized void end() {
    Optional<LiveNetworks> ended = live;
    live = Optional.empty();
    ended.ifPresent(LiveNetworks::close);
  }

  /**
   * Lets the container join a network, at once when it runs.
   *
   * @throws EngineException.InvalidRequest when it cannot have what it asks for
   * @throws EngineException.Forbidden when it is there already
   */
  public synchronized void connect(Network network, EndpointRequest request) {
    requireNetworks();
    WantedNetworks.joinable(network).check(request);
    if (live.flatMap(now -> now.in(network)).isPresent()) {
      throw new EngineException.Forbidden(
          "endpoint with name %s already exists in network %s"
              .formatted(member.name(), network.name()));
    }
    live.ifPresent(
        now -> {
          now.join(network, request);
          // A link comes with what holds where nothing was asked for.
          hub.set(now.namespace(), settings);
        });
    wanted.put(network, request);
  }

  /**
   * Lets the container leave a network, at once when it runs.
   *
   * @throws EngineException.Forbidden when it is not there
   */
  public synchronized void disconnect(Network network) {
    requireNetworks();
    if (wanted.remove(network) == null) {
      throw new EngineException.Forbidden(
          "container %s is not connected to network %s".formatted(member.id(), network.name()));
    }
    live.ifPresent(now -> now.leave(network));
  }

  /** Forgets the container, which is removed. */
  @Override
  public void close() {
    links.forget(member.id());
  }

  private void requireNetworks() {
    if (mode.kind() != NetworkMode.Kind.NETWORK) {
      throw WantedNetworks.conflicting(mode);
    }
  }

  /** Where it belongs, and where it is while it runs. */
  public synchronized List<NetworkPlace> places() {
    List<NetworkPlace> places = new ArrayList<>();
    Optional<LiveNetworks> now = live;
    wanted.forEach(
        (network, request) ->
            places.add(
                new NetworkPlace(network, request, now.flatMap(running -> running.in(network)))));
    return places;
  }
}
