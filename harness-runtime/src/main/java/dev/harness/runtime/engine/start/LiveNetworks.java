package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.network.Endpoint;
import dev.harness.runtime.engine.network.Member;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.net.dns.DnsServer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The places of a running container in networks, with its published ports, which lead to the first
 * of them. Used by one thread at a time.
 */
final class LiveNetworks implements AutoCloseable {
  private final Member member;
  private final HostPorts ports;
  private final Fd namespace;
  private final EtcFiles etc;
  private final DnsServer dns;
  private final List<InetAddress> nameServers;
  private final VisibleNames names = new VisibleNames();
  private final ResourceStack nameServer = new ResourceStack();
  private final Map<Network, Endpoint> endpoints = new LinkedHashMap<>();
  private Optional<Endpoint> routed = Optional.empty();
  private Optional<Endpoint> published = Optional.empty();
  private ResourceStack publications = new ResourceStack();
  private boolean publishing;
  private boolean namesServed;

  /** Borrows the namespace until closed. */
  LiveNetworks(
      Member member,
      HostPorts ports,
      Fd namespace,
      EtcFiles etc,
      DnsServer dns,
      List<InetAddress> nameServers) {
    this.member = member;
    this.ports = ports;
    this.namespace = namespace;
    this.etc = etc;
    this.dns = dns;
    this.nameServers = nameServers;
  }

  Optional<Endpoint> in(Network network) {
    return Optional.ofNullable(endpoints.get(network));
  }

  /** Borrowed. */
  Fd namespace() {
    return namespace;
  }

  /** Opens the namespace once more, owned by the caller. */
  Fd duplicateNamespace() {
    return Io.duplicate(namespace);
  }

  void join(Network network, EndpointRequest request) {
    boolean leadsOut = routed.isEmpty() && !network.request().internal();
    Endpoint endpoint = network.join(member, request, namespace, freeLink(), leadsOut);
    endpoints.put(network, endpoint);
    if (leadsOut) {
      routed = Optional.of(endpoint);
    }
    names.add(network);
    if (!network.isDefault()) {
      serveNames();
    }
    writeHosts();
    publishAnew();
  }

  /** From the first network of a user on, the container asks us for names, and no longer others. */
  private void serveNames() {
    if (!namesServed) {
      nameServer.push(dns.serve(namespace, names, nameServers));
      etc.useResolver(DnsServer.ADDRESS);
      namesServed = true;
    }
  }

  /** The first name of a link that the container does not have. */
  private String freeLink() {
    Set<String> taken =
        endpoints.values().stream()
            .map(endpoint -> endpoint.attachment().link())
            .collect(Collectors.toSet());
    return IntStream.range(0, taken.size() + 1)
        .mapToObj(number -> "eth" + number)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  void leave(Network network) {
    Endpoint gone = endpoints.remove(network);
    if (gone == null) {
      return;
    }
    if (published.filter(gone::equals).isPresent()) {
      published = Optional.empty();
      publications.close();
    }
    names.remove(network);
    gone.leave();
    if (routed.filter(gone::equals).isPresent()) {
      routed = endpoints.values().stream().filter(LiveNetworks::leadsOut).findFirst();
      routed.ifPresent(next -> next.attachment().route(namespace));
    }
    writeHosts();
    publishAnew();
  }

  private static boolean leadsOut(Endpoint endpoint) {
    return !endpoint.network().request().internal();
  }

  /** Writes the container's own names beside each of its addresses. */
  void writeHosts() {
    List<InetAddress> own = new ArrayList<>();
    endpoints.values().forEach(endpoint -> own.addAll(endpoint.attachment().addresses()));
    etc.hosts(own);
  }

  /** Publishes the ports, now that the container's own executable runs. */
  void publish() {
    publishing = true;
    publishAnew();
  }

  private void publishAnew() {
    if (publishing && published.isEmpty() && !endpoints.isEmpty()) {
      Endpoint first = endpoints.values().iterator().next();
      publications.push(ports.publish(namespace, first.attachment()));
      published = Optional.of(first);
    }
  }

  @Override
  public void close() {
    try (ResourceStack all = new ResourceStack()) {
      endpoints.values().forEach(all::push);
      all.push(nameServer);
      all.push(publications);
    }
  }
}
