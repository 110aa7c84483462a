package dev.harness.runtime.engine.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.request.RandomId;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.WantedAddresses;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network, with the running containers that are in it. */
public final class Network {
  private static final int SHORT_ID = 12;

  /** What makes a network. */
  public enum Driver {
    /** A bridge of the hub. */
    BRIDGE("bridge"),
    /** The host's own network. */
    HOST("host"),
    /** Nothing. */
    NONE("null");

    private final String word;

    Driver(String word) {
      this.word = word;
    }

    /** Docker's word. */
    public String word() {
      return word;
    }
  }

  private final String id;
  private final Instant created;
  private final Driver driver;
  private final NetworkRequest request;
  private final Optional<Bridge> bridge;
  private final NetworkEvents events;
  private final LinkFaults links;
  private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();

  /** Endpoints and those that come to be. */
  @GuardedBy("this")
  private int users;

  @GuardedBy("this")
  private boolean removed;

  Network(
      String id,
      Instant created,
      Driver driver,
      NetworkRequest request,
      Optional<Bridge> bridge,
      NetworkEvents events,
      LinkFaults links) {
    this.id = id;
    this.created = created;
    this.driver = driver;
    this.request = request;
    this.bridge = bridge;
    this.events = events;
    this.links = links;
  }

  /** A network without addresses, which the engine has from the start. */
  static Network without(
      Driver driver, String name, Instant created, NetworkEvents events, LinkFaults links) {
    NetworkRequest request = NetworkRequest.named(name);
    return new Network(RandomId.next(), created, driver, request, Optional.empty(), events, links);
  }

  /** Its identity: 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Its name. */
  public String name() {
    return request.name();
  }

  /** What makes it. */
  public Driver driver() {
    return driver;
  }

  /** When it was made. */
  public Instant created() {
    return created;
  }

  /** What was asked for. */
  public NetworkRequest request() {
    return request;
  }

  /** Where its containers are; nothing for those without addresses. */
  public Optional<BridgeSpec> addresses() {
    return bridge.map(Bridge::spec);
  }

  /** Whether the engine has it from the start. */
  public boolean isPredefined() {
    return driver != Driver.BRIDGE || isDefault();
  }

  /** Whether it is the one of containers that name no other; names are not found in it (C31). */
  public boolean isDefault() {
    return name().equals(NetworkMode.DEFAULT_NETWORK);
  }

  /** The containers that run in it. */
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  /** The place of a container that runs in it. */
  Optional<Endpoint> endpoint(ContainerId container) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.member().id().equals(container))
        .findFirst();
  }

  /**
   * Refuses what containers cannot have here.
   *
   * @throws EngineException.InvalidRequest naming it
   */
  public void check(EndpointRequest wanted) {
    if (isDefault() && !wanted.aliases().isEmpty()) {
      throw new EngineException.InvalidRequest(
          "network-scoped alias is supported only for containers in user defined networks");
    }
    WantedAddresses addresses = wanted.addresses();
    if (!addresses.isAny() && isDefault()) {
      throw new EngineException.InvalidRequest(
          "user specified IP address is supported on user defined networks only");
    }
    if ((addresses.ipv4().isPresent() && !request.namesSubnet())
        || (addresses.ipv6().isPresent() && !request.namesSubnet6())) {
      throw new EngineException.InvalidRequest(
          "user specified IP address is supported only when connecting to networks with user"
              + " configured subnets");
    }
  }

  /**
   * Lets a container in.
   *
   * @param namespace the container's network namespace, borrowed until the endpoint is closed
   * @param link the name that its link gets
   * @param routed whether its default route is to lead here
   * @throws EngineException.NotFound when the network was removed
   * @throws EngineException.InvalidRequest when the address is none of the network's
   * @throws EngineException.Forbidden when it is somebody else's
   */
  public Endpoint join(
      Member member, EndpointRequest wanted, Fd namespace, String link, boolean routed) {
    enter();
    boolean joined = false;
    try {
      Attachment attachment =
          bridge.orElseThrow().attach(namespace, link, wanted.addresses(), routed);
      Endpoint endpoint = new Endpoint(this, member, wanted, namespace, attachment);
      endpoints.add(endpoint);
      joined = true;
      events.publish("connect", this, Map.of("container", member.id().value()));
      beginLinks(endpoint);
      return endpoint;
    } catch (NetworkException.AddressInUse taken) {
      throw new EngineException.Forbidden(String.valueOf(taken.getMessage()), taken);
    } catch (NetworkException.AddressUnavailable unavailable) {
      throw new EngineException.InvalidRequest(unavailable.getMessage(), unavailable);
    } finally {
      if (!joined) {
        leave();
      }
    }
  }

  private void beginLinks(Endpoint endpoint) {
    boolean begun = false;
    try {
      links.joined(endpoint);
      begun = true;
    } finally {
      if (!begun) {
        endpoint.close();
      }
    }
  }

  /** Lets nobody find an endpoint any more, and no link lead there, as it is going to be closed. */
  void leaving(Endpoint endpoint) {
    endpoints.remove(endpoint);
    links.left(endpoint);
  }

  /** Forgets an endpoint that was closed. */
  void left(Endpoint endpoint) {
    leave();
    events.publish("disconnect", this, Map.of("container", endpoint.member().id().value()));
  }

  /** The addresses of the containers of a name that has no capitals. */
  public List<InetAddress> addresses(String name) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.isNamed(name))
        .flatMap(endpoint -> endpoint.attachment().addresses().stream())
        .toList();
  }

  /** The name of the container with an address, qualified by that of the network. */
  public Optional<String> nameOf(InetAddress address) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.attachment().addresses().contains(address))
        .map(endpoint -> endpoint.member().name() + "." + zone())
        .findFirst();
  }

  /** Its name behind the names of containers. */
  String zone() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes an end of it, unless somebody is in it.
   *
   * @throws EngineException.Conflict naming who is
   */
  synchronized void markRemoved() {
    if (users > 0) {
      List<String> who =
          endpoints.stream()
              .map(
                  endpoint ->
                      "name:\"%s\" id:\"%s\""
                          .formatted(
                              endpoint.member().name(), endpoint.id().substring(0, SHORT_ID)))
              .toList();
      throw new EngineException.Conflict(
          "error while removing network: network %s has active endpoints (%s); disconnect or"
                  .formatted(name(), String.join(", ", who))
              + " remove these containers first");
    }
    removed = true;
  }

  /** Frees what it has of the hub, in the background. */
  void delete(Runnable afterwards) {
    bridge.ifPresent(made -> made.delete(afterwards));
  }

  private synchronized void enter() {
    if (removed) {
      throw new EngineException.NotFound("network %s not found: it was removed".formatted(name()));
    }
    users++;
  }

  private synchronized void leave() {
    users--;
  }
}
