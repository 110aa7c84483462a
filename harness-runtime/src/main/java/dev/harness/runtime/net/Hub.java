package dev.harness.runtime.net;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.process.NetworkNamespace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network namespace in which the bridges of all networks are.
 *
 * <p>It forwards nothing between its links; the ways out that there are, {@code net.out} makes. When it is closed and its last
 * socket too, the kernel removes it with all bridges and pairs.
 */
public final class Hub implements AutoCloseable {
  private static final String BRIDGED_PACKETS = "net/bridge/bridge-nf-call-iptables";
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Fd namespace;
  private final HubExecutor executor;
  private final HubExecutor deleter;
  private final Map<Integer, Bridge> bridges = new ConcurrentHashMap<>();
  private volatile Optional<DirectLink> direct = Optional.empty();
  private volatile OptionalInt proxy = OptionalInt.empty();
  private volatile boolean closing;

  private Hub(Fd namespace) {
    this.namespace = namespace;
    this.executor = new HubExecutor(namespace, "harness-hub");
    this.deleter = new HubExecutor(namespace, "harness-hub-delete");
  }

  /**
   * Makes the namespace; needs the capability SYS_ADMIN in the caller's user namespace.
   *
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public static Hub open() {
    try {
      Hub hub = new Hub(NetworkNamespace.create());
      try {
        hub.executor.runInHub(Hub::prepare);
      } catch (SystemException e) {
        hub.close();
        throw e;
      }
      return hub;
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed("cannot make the engine's network namespace", e);
    }
  }

  /**
   * Lets whoever is on the host connect to containers' own addresses, by TCP over IPv4, and not the
   * other way round. To be called before there are bridges, in the host's namespace; from then on
   * bridges are made and deleted there.
   *
   * @throws NetworkException.SetUpFailed when the kernel refuses: needs the capability NET_ADMIN in
   *     the user namespace of the host's network
   */
  public void openToHost() {
    direct = Optional.of(DirectLink.make(this, namespace));
  }

  /** The number of the link by which packets of the host come; absent = by none. */
  public OptionalInt hostLink() {
    return direct.map(link -> OptionalInt.of(link.hubEnd())).orElse(OptionalInt.empty());
  }

  /**
   * Makes a bridge network.
   *
   * @throws NetworkException.SetUpFailed when the kernel refuses, or one of that name is here
   * @throws NetworkException.RouteTaken when the hub is open to the host, which has another route to
   *     some of the subnet
   * @throws NetworkException.NoFreeAddress when the hub is open to the host, for which the subnet has
   *     no address
   */
  public Bridge bridge(BridgeSpec spec) {
    Bridge bridge = Bridge.create(this, spec);
    bridges.put(bridge.index(), bridge);
    boolean led = false;
    try {
      direct.ifPresent(link -> link.lead(bridge));
      led = true;
      return bridge;
    } finally {
      if (!led) {
        bridge.delete(() -> {});
        awaitDeleted();
      }
    }
  }

  /** The bridges that are here now. */
  public List<Bridge> bridges() {
    return List.copyOf(bridges.values());
  }

  /** The bridge of the network that has an address. */
  public Optional<Bridge> bridgeOf(InetAddress container) {
    return bridges.values().stream()
        .filter(
            bridge ->
                container instanceof Inet4Address ipv4 && bridge.spec().subnet().containsHost(ipv4))
        .findFirst();
  }

  /** Says that there is a proxy at all gateways, on this port. */
  public void offerProxy(int port) {
    proxy = OptionalInt.of(port);
  }

  /** The port of the proxy at all gateways; absent where containers need none, or as long as it is not known. */
  public OptionalInt proxyPort() {
    return proxy;
  }

  /** Forgets a bridge that is going to be deleted. */
  void forget(Bridge bridge) {
    bridges.remove(bridge.index());
    direct.ifPresent(link -> link.leave(bridge));
  }

  /**
   * Prepares a container without a network: only its loopback link is up.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public void loopbackOnly(Fd containerNetwork) {
    try {
      executor.runInside(containerNetwork, ContainerLinks::loopback);
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed("cannot set up a container's loopback link", e);
    }
  }

  /**
   * Sets kernel parameters, such as {@code net.ipv4.tcp_syncookies}, of a container's network.
   *
   * @throws NetworkException.SetUpFailed when the kernel does not have or take one
   */
  public void set(Fd containerNetwork, Map<String, String> parameters) {
    if (!parameters.isEmpty()) {
      executor.runInside(containerNetwork, () -> parameters.forEach(Sysctl.ofThread()::require));
    }
  }

  /** Ends the hub's threads, after what they are at. */
  @Override
  public void close() {
    closing = true;
    deleter.close();
    executor.close();
    namespace.close();
  }

  /** Runs a short task in the hub and waits for it. */
  public <T> T inHub(Supplier<T> task) {
    return executor.inHub(task);
  }

  /** Runs a short task in a container's network namespace and waits for it. */
  public <T> T inside(Fd containerNetwork, Supplier<T> task) {
    return executor.inside(containerNetwork, task);
  }

  /** Like {@link #inside} for a task without a result. */
  void runInside(Fd containerNetwork, Runnable task) {
    executor.runInside(containerNetwork, task);
  }

  /** Sets a kernel parameter of the hub. */
  void setInHub(String name, String value) {
    executor.runInHub(() -> Sysctl.ofThread().set(name, value));
  }

  /** Changes links of the hub. */
  void change(NetlinkRequest... requests) {
    executor.runInHub(
        () -> {
          try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
            session.change(requests);
          }
        });
  }

  /**
   * Deletes a link of the hub in the background, then does {@code afterwards} there.
   *
   * <p>The kernel takes 20 ms and more for it, because it waits for all processors.
   */
  void deleteLater(String link, Runnable afterwards) {
    deleter.later(
        () -> {
          // With the hub the kernel deletes all its links at once.
          if (!closing) {
            delete(link);
            afterwards.run();
          }
        });
  }

  /** Waits until all links are deleted that were going to be, those of bridges too. */
  public void awaitDeleted() {
    deleter.runInHub(() -> {});
  }

  /** Makes threads that live in the hub. */
  public ResidentThreads threads(String name) {
    return ResidentThreads.ofHub(namespace, name);
  }

  /**
   * Whether packet filters see what containers of one network say to each other, as where an outer
   * container lets nobody change settings; to be asked in the hub.
   */
  public static boolean showsBridgedPackets() {
    return Sysctl.ofThread().is(BRIDGED_PACKETS, "1");
  }

  private static void delete(String link) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.delete(link));
    } catch (SystemException e) {
      // A link is deleted with the namespace at its other end, too.
      if (e.errno() != Errno.ENODEV) {
        LOG.warn("cannot delete link {} of the hub", link, e);
      }
    }
  }

  private static void prepare() {
    Sysctl sysctl = Sysctl.ofThread();
    sysctl.set("net/ipv4/ip_forward", "0");
    sysctl.sendWithinMachine();
    Ipv6Settings.beginHub(sysctl);
    // Else the host's packet filter would see what containers of one bridge say to each other
    // (N23).
    sysctl.set(BRIDGED_PACKETS, "0");
    sysctl.set("net/bridge/bridge-nf-call-ip6tables", "0");
    // One address dials all published ports: many short connections must not run out of them (N11).
    sysctl.set("net/ipv4/ip_local_port_range", "1024 65535");
    sysctl.set("net/ipv4/tcp_tw_reuse", "1");
    // Whoever asks for what cannot be reached is told so, each time.
    sysctl.set("net/ipv4/icmp_ratelimit", "0");
    // A container that is gone is given up after seven seconds instead of two minutes.
    sysctl.set("net/ipv4/tcp_syn_retries", "2");
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.setUp(Links.LOOPBACK));
    }
  }
}
