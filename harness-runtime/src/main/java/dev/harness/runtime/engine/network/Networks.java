package dev.harness.runtime.engine.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.request.RandomId;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.HostRoute;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.out.Detours;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of an engine, by name and id: those it has from the start, and others. */
public final class Networks {
  private static final String DEFAULT_LINK = "harness0";
  private static final int LINK_DIGITS = 12;

  private final Hub hub;
  private final NetworkEvents events;
  private final Clock clock;
  private final AddressSpaces spaces;
  private final LinkFaults links;

  /** By name; a name stands without a network while one is being made. */
  @GuardedBy("byName")
  private final Map<String, Optional<Network>> byName = new LinkedHashMap<>();

  private Networks(Hub hub, Detours detours, NetworkEvents events, Clock clock) {
    this.hub = hub;
    this.events = events;
    this.clock = clock;
    this.spaces =
        new AddressSpaces(
            () -> HostRoute.now().stream().map(HostRoute::subnet).toList(), hub::awaitDeleted);
    this.links = new LinkFaults(detours, this::all);
  }

  /**
   * Makes the networks that an engine has from the start.
   *
   * @param hub stays the caller's
   * @param detours are served in the hub, or never
   */
  public static Networks open(Hub hub, Detours detours, NetworkEvents events, Clock clock) {
    Networks networks = new Networks(hub, detours, events, clock);
    NetworkRequest request = NetworkRequest.named(NetworkMode.DEFAULT_NETWORK);
    networks.put(networks.bridge(RandomId.next(), request, DEFAULT_LINK));
    networks.put(networks.without(Network.Driver.HOST, "host"));
    networks.put(networks.without(Network.Driver.NONE, "none"));
    return networks;
  }

  private Network without(Network.Driver driver, String name) {
    return Network.without(driver, name, clock.instant(), events, links);
  }

  /** What is wrong between containers of these networks. */
  public LinkFaults links() {
    return links;
  }

  /** All networks, those of the start first. */
  public List<Network> all() {
    synchronized (byName) {
      return byName.values().stream().flatMap(Optional::stream).toList();
    }
  }

  /**
   * The network with this id, name, or beginning of an id.
   *
   * @throws EngineException.NotFound when there is none
   * @throws EngineException.InvalidRequest when several ids begin so
   */
  public Network find(String idOrName) {
    List<Network> all = all();
    List<Network> exact = new ArrayList<>();
    all.stream().filter(network -> network.id().equals(idOrName)).forEach(exact::add);
    all.stream().filter(network -> network.name().equals(idOrName)).forEach(exact::add);
    if (!exact.isEmpty()) {
      return exact.get(0);
    }
    List<Network> prefixed =
        all.stream()
            .filter(network -> !idOrName.isEmpty() && network.id().startsWith(idOrName))
            .toList();
    if (prefixed.size() > 1) {
      throw new EngineException.InvalidRequest(
          "network %s is ambiguous (%d matches found based on ID prefix)"
              .formatted(idOrName, prefixed.size()));
    }
    return prefixed.stream()
        .findFirst()
        .orElseThrow(
            () -> new EngineException.NotFound("network %s not found".formatted(idOrName)));
  }

  /**
   * Makes a bridge network.
   *
   * @throws EngineException.Conflict when the name is taken
   * @throws EngineException.Forbidden when the name is one of the engine's, or a subnet overlaps
   */
  public Network create(NetworkRequest request) {
    claim(request.name());
    boolean made = false;
    try {
      String id = RandomId.next();
      Network network = bridge(id, request, "br-" + id.substring(0, LINK_DIGITS));
      put(network);
      made = true;
      events.publish("create", network, Map.of());
      return network;
    } finally {
      if (!made) {
        forget(request.name());
      }
    }
  }

  /**
   * Removes a network.
   *
   * @throws EngineException.Forbidden when it is one of the engine's
   * @throws EngineException.Conflict when a container runs in it
   */
  public void remove(Network network) {
    if (network.isPredefined()) {
      throw new EngineException.Forbidden(
          "%s is a pre-defined network and cannot be removed".formatted(network.name()));
    }
    network.markRemoved();
    forget(network.name());
    network.addresses().ifPresent(spec -> network.delete(() -> spaces.free(Subnets.of(spec))));
    events.publish("destroy", network, Map.of());
  }

  private Network bridge(String id, NetworkRequest request, String link) {
    while (true) {
      try {
        return tryBridge(id, request, link);
      } catch (NetworkException.NoFreeAddress e) {
        throw unreachable(request, e);
      } catch (NetworkException.RouteTaken e) {
        if (request.namesSubnet()) {
          throw unreachable(request, e);
        }
        // Another engine was faster; its route is one of the host's now, so another subnet is next.
      }
    }
  }

  private static EngineException unreachable(NetworkRequest request, NetworkException why) {
    return new EngineException.Forbidden(
        ("cannot create network %s, which the host is to reach by direct addresses: %s; name another"
                + " subnet, or start the engine without HARNESS_DIRECT_ADDRESSES")
            .formatted(request.name(), why.getMessage()),
        why);
  }

  private Network tryBridge(String id, NetworkRequest request, String link) {
    Subnets subnets = spaces.take(request);
    boolean made = false;
    try {
      Bridge bridge = hub.bridge(request.bridge(link, subnets));
      made = true;
      Network network =
          new Network(
              id,
              clock.instant(),
              Network.Driver.BRIDGE,
              request,
              Optional.of(bridge),
              events,
              links);
      bridge.nameBy((container, name) -> addresses(network, container, name));
      return network;
    } finally {
      if (!made) {
        spaces.free(subnets);
      }
    }
  }

  /** What a name means to a container of a network: of those that it is in, the first that knows it counts. */
  private List<InetAddress> addresses(Network network, InetAddress container, String name) {
    return network.endpoints().stream()
        .filter(endpoint -> endpoint.attachment().addresses().contains(container))
        .map(endpoint -> endpoint.member().id())
        .flatMap(id -> all().stream().filter(other -> other.endpoint(id).isPresent()))
        .filter(other -> !other.isDefault())
        .map(other -> other.addresses(name))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private void claim(String name) {
    synchronized (byName) {
      Optional<Network> taken = byName.get(name);
      if (name.equals("default") || (taken != null && isPredefined(taken))) {
        throw new EngineException.Forbidden(
            "operation is not permitted on predefined %s network".formatted(name));
      }
      if (taken != null) {
        throw new EngineException.Conflict("network with name %s already exists".formatted(name));
      }
      byName.put(name, Optional.empty());
    }
  }

  private static boolean isPredefined(Optional<Network> network) {
    return network.filter(Network::isPredefined).isPresent();
  }

  private void put(Network network) {
    synchronized (byName) {
      byName.put(network.name(), Optional.of(network));
    }
  }

  private void forget(String name) {
    synchronized (byName) {
      byName.remove(name);
    }
  }
}
