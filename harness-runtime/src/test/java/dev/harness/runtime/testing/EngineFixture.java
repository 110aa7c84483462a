package dev.harness.runtime.testing;

import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.Engine;
import dev.harness.runtime.engine.request.Console;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.start.UserNamespaces;
import dev.harness.runtime.fs.LayerTreeWriter;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.Trash;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.volume.Volumes;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.publish.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine in root mode within this process, with busybox in its store. */
public final class EngineFixture implements AutoCloseable {
  private static final String BUSYBOX = "debian.internal/busybox";

  private final Trash trash;
  private final UserNamespaces users;
  private final Images images;
  private final Roots roots;
  private final Hub hub;
  private final Publisher publisher;
  private final Engine engine;

  private EngineFixture(Path directory, DebianImages packages) {
    Launcher launcher = new Launcher();
    UserNamespaces.Full shifted = new UserNamespaces.Full(launcher, Containers.SHIFT);
    users = shifted;
    trash = new Trash(directory.resolve("trash"));
    images =
        new Images(
            Store.open(directory.resolve("images")),
            new RegistryClient(RegistrySettings.none()),
            tree -> LayerTreeWriter.in(tree, new Ownership.Shifted(0)),
            packages);
    hub = Hub.open();
    publisher = Publisher.open(hub);
    roots = Roots.mapped(directory, trash, shifted.mapping());
    Volumes volumes =
        new Volumes(
            directory.resolve("volumes"),
            directory.resolve("own"),
            trash,
            users.ownership(),
            Clock.systemUTC());
    Detours detours = new Detours(hub);
    detours.impossible("this engine has no ways out");
    engine =
        Engine.open(
            images,
            launcher,
            users,
            roots,
            volumes,
            hub,
            detours,
            publisher,
            ControlGroups.of(
                LimitSupport.find(Path.of("/")),
                "test-" + ProcessHandle.current().pid(),
                directory.resolve("groups")),
            Clock.systemUTC());
    images.pull(
        Reference.parse(BUSYBOX), Platform.ofLinux("amd64"), Credentials.none(), step -> {});
  }

  /** Opens one that keeps its files in {@code directory}; the test is skipped where it cannot. */
  public static EngineFixture in(Path directory) throws IOException {
    return in(directory, new DebianImages(DebianCacheDirectory.path()));
  }

  /** Opens one likewise, whose images are made from the packages that {@code packages} knows. */
  public static EngineFixture in(Path directory, DebianImages packages) throws IOException {
    Privileges.assumeInitialRoot();
    return new EngineFixture(directory, packages);
  }

  /** The images that it has. */
  public Images images() {
    return images;
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** A container of busybox without network. */
  public static CreateContainer busybox(String... command) {
    return new CreateContainer(
        Optional.empty(),
        BUSYBOX,
        Optional.empty(),
        new CreateContainer.Command(
            Optional.empty(),
            Optional.of(List.of(command)),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Map.of(),
        Set.of(),
        Set.of(),
        CreateContainer.Host.in(NetworkMode.NONE),
        Console.NONE);
  }

  @Override
  public void close() {
    engine.close();
    publisher.close();
    hub.close();
    roots.close();
    images.close();
    users.close();
    trash.close();
  }
}
