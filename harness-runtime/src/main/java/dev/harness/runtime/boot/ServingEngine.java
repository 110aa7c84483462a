package dev.harness.runtime.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.harness.images.Images;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.runtime.api.About;
import dev.harness.runtime.api.Routes;
import dev.harness.runtime.api.http.server.ApiServer;
import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.Engine;
import dev.harness.runtime.engine.start.UserNamespaces;
import dev.harness.runtime.fs.LayerTreeWriter;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.Trash;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.volume.Volumes;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.out.ExposedListeners;
import dev.harness.runtime.net.out.ExposedPorts;
import dev.harness.runtime.net.out.HttpProxy;
import dev.harness.runtime.net.out.Outbound;
import dev.harness.runtime.net.publish.Publisher;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that answers on its socket, put together for what this process may do. There is no
 * way to end it but its process: the kernel frees all of it (K3-K6).
 */
final class ServingEngine {
  /**
   * Where the ids of containers start in root mode: above those that are given to accounts and to
   * systemd's containers, below 2^31. Never 0: with the identity map a container's root could
   * write the kernel's settings.
   */
  private static final long SHIFTED_BASE = 1_879_113_728L;

  private static final Logger LOG = LoggerFactory.getLogger(ServingEngine.class);

  private final EngineMode mode;
  private final Path socket;

  /** Held for its lock, which tells other engines that this one lives. */
  private final EngineDirectory directory;

  private ServingEngine(EngineMode mode, Path socket, EngineDirectory directory) {
    this.mode = mode;
    this.socket = socket;
    this.directory = directory;
  }

  /**
   * Starts all parts; when this returns, the socket answers.
   *
   * @param environment the variables that set limits, registries and directories
   * @throws SetUpException when a directory cannot be used
   */
  static ServingEngine start(EngineArguments arguments, Map<String, String> environment) {
    EngineMode mode = EngineMode.current();
    boolean direct = DirectAddressSetting.of(environment, mode);
    Path data =
        mode == EngineMode.SINGLE_ID ? arguments.data().resolve("single-id") : arguments.data();
    EngineDirectory directory = EngineDirectory.create(data, arguments.run());
    Trash trash = new Trash(directory.path().resolve("trash"));
    Launcher launcher = new Launcher();
    UserNamespaces users;
    Roots roots;
    switch (mode) {
      case ROOT -> {
        UserNamespaces.Full shifted = new UserNamespaces.Full(launcher, SHIFTED_BASE);
        users = shifted;
        roots = Roots.mapped(directory.path(), trash, shifted.mapping());
      }
      case ROOTLESS -> {
        users = new UserNamespaces.Full(launcher, 0);
        roots = Roots.plain(directory.path(), trash);
      }
      case SINGLE_ID -> {
        users = new UserNamespaces.Single(launcher);
        roots = Roots.plain(directory.path(), trash);
      }
      default -> throw new IllegalStateException(mode.toString());
    }
    Ownership onDisk =
        mode == EngineMode.SINGLE_ID ? new Ownership.Single() : new Ownership.Shifted(0);
    Images images =
        new Images(
            Store.open(data.resolve("images")),
            new RegistryClient(RegistrySettings.of(environment)),
            tree -> LayerTreeWriter.in(tree, onDisk),
            new DebianImages(packageCache(environment)),
            LayerLimitSettings.of(environment));
    Hub hub = Hub.open();
    if (direct) {
      hub.openToHost();
    }
    ExposedPorts exposed = new ExposedPorts();
    Detours detours = new Detours(hub);
    // Beside all that follows, most of which is the loading of classes.
    CompletableFuture<List<String>> waysOut =
        CompletableFuture.supplyAsync(
            () -> openWaysOut(hub, exposed, detours),
            task -> new Thread(task, "harness-ways-out").start());
    Engine engine =
        Engine.open(
            images,
            launcher,
            users,
            roots,
            new Volumes(
                data.resolve("volumes"),
                directory.path().resolve("volumes"),
                trash,
                users.ownership(),
                Clock.systemUTC()),
            hub,
            detours,
            Publisher.open(hub),
            ControlGroups.of(
                LimitSupport.find(Path.of("/")), directory.name(), directory.groupRecord()),
            Clock.systemUTC());
    About about =
        new About(directory.name(), Version.number(), data, mode != EngineMode.ROOT, waysOut::join);
    ApiServer.listen(arguments.socket(), Routes.of(engine, about, exposed, Clock.systemUTC()));
    new WarmUp(arguments.socket(), engine).begin();
    directory.sweep(trash);
    List<String> unused = waysOut.join();
    return new ServingEngine(mode, arguments.socket(), directory);
  }

  /** Without them the engine is of use nevertheless; the answer says what is missing (N28). */
  private static List<String> openWaysOut(Hub hub, ExposedPorts exposed, Detours detours) {
    try {
      // Open as long as this process lives.
      Outbound unused = Outbound.open(hub, exposed, detours);
      return List.of();
    } catch (NetworkException.SetUpFailed failure) {
      LOG.warn("{}", failure.getMessage());
      detours.impossible(String.valueOf(failure.getMessage()));
      // Open as long as this process lives.
      ExposedListeners unused = ExposedListeners.open(hub, exposed);
      HttpProxy unusedProxy = HttpProxy.open(hub, exposed);
      return List.of("WARNING: " + failure.getMessage());
    }
  }

  /** The account of root, which the engine seems to be, is not the user's. */
  private static Path packageCache(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/root");
    Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"));
    return cache.resolve("harness").resolve("debian");
  }

  /**
   * Waits for the end of the process, which comes by a signal.
   *
   * @throws InterruptedException when the waiting thread is interrupted, which nobody does
   */
  void serve() throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } finally {
      Reference.reachabilityFence(directory);
    }
  }

  /** What the peer of the boot wants to know, as JSON. */
  String report() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mode", mode.word())
        .put("socket", socket.toString())
        .toString();
  }
}
