package dev.harness.runtime.engine.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.relay.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong, on purpose, with the connections that containers begin to others of their networks.
 *
 * <p>A link is opened for that; it outlives stops of both containers. The lock is held while routes
 * of a container are changed, so that a place in a network that is given up leaves none behind.
 */
public final class LinkFaults {
  private static final Logger LOG = LoggerFactory.getLogger(LinkFaults.class);

  private final Detours detours;
  private final Supplier<List<Network>> networks;

  @GuardedBy("this")
  private final Map<Pair, Link> links = new HashMap<>();

  private record Pair(ContainerId from, ContainerId to) {
    boolean has(ContainerId container) {
      return from.equals(container) || to.equals(container);
    }
  }

  LinkFaults(Detours detours, Supplier<List<Network>> networks) {
    this.detours = detours;
    this.networks = networks;
  }

  /**
   * Opens the link from a container to another, unless it is open; connections that there are go on
   * beside it.
   *
   * @return what is wrong with those that are begun from now on
   * @throws EngineException.Conflict when one of them does not run, they have no network in common, or
   *     one with IPv6
   * @throws EngineException.InvalidRequest when both are the same
   * @throws EngineException.Failed when the machine cannot do that
   */
  public Faults open(ContainerId from, ContainerId to) {
    detours
        .obstacle()
        .ifPresent(
            reason -> {
              throw new EngineException.Failed(
                  "links cannot have faults on this machine: " + reason);
            });
    if (from.equals(to)) {
      throw new EngineException.InvalidRequest(
          "container %s cannot have a link to itself".formatted(from.shortForm()));
    }
    try {
      return openNow(new Pair(from, to));
    } catch (NetworkException refused) {
      throw new EngineException.Failed(refused.getMessage(), refused);
    }
  }

  private synchronized Faults openNow(Pair pair) {
    Link known = links.get(pair);
    if (known != null) {
      known.closing(false);
      return known.faults();
    }
    Link link = new Link(detours);
    boolean joined = false;
    boolean open = false;
    try {
      for (Network network : networks.get()) {
        requireIpv4(pair, network);
        joined |= join(link, pair, network);
      }
      if (!joined) {
        throw unconnected(pair);
      }
      open = true;
    } finally {
      if (!open) {
        link.end();
      }
    }
    links.put(pair, link);
    return link.faults();
  }

  /** Connections by IPv6 would go past the engine, and their faults with them. */
  private static void requireIpv4(Pair pair, Network network) {
    boolean both =
        Stream.of(pair.from(), pair.to())
            .map(network::endpoint)
            .allMatch(end -> end.flatMap(found -> found.attachment().ipv6()).isPresent());
    if (both) {
      throw new EngineException.Conflict(
          "links cannot have faults in network %s, because it has IPv6, which they do not reach;"
                  .formatted(network.name())
              + " use a network without IPv6");
    }
  }

  private static boolean join(Link link, Pair pair, Network network) {
    Optional<Endpoint> from = network.endpoint(pair.from());
    Optional<Endpoint> to = network.endpoint(pair.to());
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    link.join(from.get(), to.get());
    return true;
  }

  private EngineException unconnected(Pair pair) {
    for (ContainerId container : List.of(pair.from(), pair.to())) {
      if (networks.get().stream().allMatch(network -> network.endpoint(container).isEmpty())) {
        return new EngineException.Conflict(
            "container %s does not run, or is in no network; start it in one first"
                .formatted(container.shortForm()));
      }
    }
    return new EngineException.Conflict(
        "containers %s and %s are in no network together; connect them to one first"
            .formatted(pair.from().shortForm(), pair.to().shortForm()));
  }

  /** What is wrong with a link, if it is open. */
  public synchronized Optional<Faults> find(ContainerId from, ContainerId to) {
    return Optional.ofNullable(links.get(new Pair(from, to)))
        .filter(link -> !link.isClosing())
        .map(Link::faults);
  }

  /**
   * Takes the faults of a link back; as soon as it has no connections, its containers are connected
   * directly again.
   */
  public void close(ContainerId from, ContainerId to) {
    Pair pair = new Pair(from, to);
    Link link;
    synchronized (this) {
      link = links.get(pair);
      if (link == null) {
        return;
      }
      link.closing(true);
    }
    link.faults().set(Faults.Setting.NONE);
    link.faults().whenIdle(() -> endClosing(pair, link));
  }

  /** On a thread of the last connection, which has nobody to fail to. */
  private synchronized void endClosing(Pair pair, Link link) {
    if (link.isClosing() && links.get(pair) == link) {
      try {
        if (link.endIfIdle()) {
          links.remove(pair);
        }
      } catch (SystemException failure) {
        LOG.warn("connections of container {} still pass the engine", pair.from(), failure);
      }
    }
  }

  /** Forgets the links of a container that is removed. */
  public synchronized void forget(ContainerId container) {
    links.keySet().removeIf(pair -> pair.has(container));
  }

  /** Lets the links of a container begin in a network that it has joined. */
  synchronized void joined(Endpoint endpoint) {
    links.forEach(
        (pair, link) -> {
          if (pair.has(endpoint.member().id())) {
            boolean unused = join(link, pair, endpoint.network());
          }
        });
  }

  /** Ends the links of a container in a network that it leaves, and resets their connections. */
  void left(Endpoint endpoint) {
    List<Link> ended = new ArrayList<>();
    synchronized (this) {
      links.values().stream().filter(link -> link.leave(endpoint)).forEach(ended::add);
    }
    ended.forEach(link -> link.faults().reset());
  }
}
