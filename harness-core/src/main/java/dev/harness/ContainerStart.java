package dev.harness;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileCopy;
import dev.harness.files.FileSource;
import dev.harness.follow.Figures;
import dev.harness.follow.ImagePull;
import dev.harness.lasting.RunLock;
import dev.harness.lasting.SpecHash;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.user.FileFailure;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Terminal;
import dev.harness.registry.ImageAccess;
import dev.harness.reuse.ReusableContainers;
import dev.harness.reuse.Reuse;
import dev.harness.snapshot.FirstContainer;
import dev.harness.snapshot.Snapshots;
import dev.harness.spec.ChosenPorts;
import dev.harness.spec.MountTexts;
import dev.harness.spec.PullPolicy;
import dev.harness.spec.UrlTemplate;
import dev.harness.timeline.ContainerTrack;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Timeline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The way of one container from its specification until it is ready. */
final class ContainerStart {
  private static final String HOST = "host.docker.internal:host-gateway";

  /** Somebody else may take what was free a moment ago. */
  private static final int MOST_CHOICES = 5;

  private final EngineConnection engine;
  private final ImagePull pull;
  private final String image;
  private final EngineClient client;
  private final Map<String, String> sessionLabels;
  private final Map<String, String> labels;
  private final ContainerSpec spec;
  private final List<CopiedFile> files;
  private final boolean fromSnapshot;
  private final boolean hostNamed;
  private final Timeline timeline;
  private final ContainerTrack track;

  /**
   * Prepares.
   *
   * @param labels of the session, beside those of the specification
   * @param hostNamed lets the container find this machine by a name
   */
  ContainerStart(
      EngineConnection engine,
      ImageAccess images,
      Terminal terminal,
      Map<String, String> labels,
      ContainerSpec spec,
      boolean hostNamed,
      Timeline timeline) {
    this.hostNamed = hostNamed;
    this.engine = engine;
    this.image = images.substituted(spec.image());
    this.client = engine.client();
    this.pull = new ImagePull(client, images, terminal);
    this.sessionLabels = labels;
    this.labels = new LinkedHashMap<>(spec.labels());
    this.labels.putAll(labels);
    this.spec = spec;
    this.files = spec.files();
    this.fromSnapshot = false;
    this.timeline = timeline;
    this.track = new ContainerTrack(timeline, label(), spec.image());
  }

  /** The same from a snapshot, which has the copied files already. */
  private ContainerStart(ContainerStart base, String snapshot) {
    this(base, snapshot, base.labels, List.of(), true, "from a snapshot of ");
  }

  /** The same, of which a snapshot is to be made: its image must not inherit what others do not have. */
  private ContainerStart(ContainerStart base) {
    this(base, base.image, base.sessionLabels, base.files, false, "for a snapshot of ");
  }

  private ContainerStart(
      ContainerStart base,
      String image,
      Map<String, String> labels,
      List<CopiedFile> files,
      boolean fromSnapshot,
      String purpose) {
    this.hostNamed = base.hostNamed;
    this.engine = base.engine;
    this.image = image;
    this.client = base.client;
    this.pull = base.pull;
    this.sessionLabels = base.sessionLabels;
    this.labels = labels;
    this.spec = base.spec;
    this.files = files;
    this.fromSnapshot = fromSnapshot;
    this.timeline = base.timeline;
    this.track = new ContainerTrack(timeline, label(), purpose + spec.image());
  }

  private String label() {
    if (!spec.name().isEmpty()) {
      return spec.name();
    }
    return spec.aliases().isEmpty()
        ? spec.image().substring(spec.image().lastIndexOf('/') + 1)
        : spec.aliases().get(0);
  }

  /**
   * Finds the container where an earlier run left it, or creates it and leaves it to later ones;
   * returns when it is ready.
   *
   * @param ttl how long runs may take it from its creation on
   * @throws ImageUnavailableException when the image cannot be had
   * @throws ContainerStartException when it cannot be started or does not become ready
   */
  RunningContainer reuse(Duration ttl, Reuse reuse) {
    if (!spec.values().passing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s cannot be reused by later runs, which will not have %s: use what the engine keeps, by"
                  .formatted(spec, spec.values().passing)
              + " its name");
    }
    reuse.begin();
    try {
      String imageId = imageId();
      CreateContainerRequest request =
          spec.values().request(image, spec.labels(), outside(ChosenPorts.NONE, UrlTemplate::text));
      String hash = SpecHash.of(request, spec.name(), imageId, spec.files());
      try (RunLock lock = RunLock.take(reuse.lockDirectory(), hash)) {
        return foundOrCreated(hash, imageId, ttl);
      }
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    } catch (InterruptedIOException e) {
      throw new ContainerStartException(
          "Interrupted before container %s was reused or made: another run on this machine was at it"
              .formatted(spec),
          e);
    } catch (IOException e) {
      throw new ContainerStartException(
          "Cannot reuse container %s: %s. Locks are in %s"
              .formatted(spec, FileFailure.reason(e), reuse.lockDirectory()),
          e);
    }
  }

  /**
   * Finds the snapshot that the container is to begin from, or makes it by a first container.
   *
   * @return the start from it, or this one where there is no snapshot, which has been told
   * @throws ImageUnavailableException when the image cannot be had
   * @throws ContainerStartException when the first container cannot be started or does not become
   *     ready
   */
  ContainerStart fromSnapshot(Snapshots snapshots) {
    try {
      return snapshots.arePossible()
          ? snapshots
              .image(snapshotHash(), spec, spec.image(), () -> new ContainerStart(this).first())
              .map(snapshot -> new ContainerStart(this, snapshot))
              .orElse(this)
          : this;
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    } catch (InterruptedIOException e) {
      throw new ContainerStartException(
          "Interrupted before container %s began: another run on this machine was making its snapshot"
              .formatted(spec),
          e);
    } catch (IOException e) {
      throw new ContainerStartException(
          "Cannot start container %s from a snapshot: what it is to be made of cannot be read: %s"
              .formatted(spec, FileFailure.reason(e)),
          e);
    }
  }

  /** Leaves out what does not change what a container writes. */
  private String snapshotHash() throws IOException {
    List<CopiedFile> read = new ArrayList<>(spec.files());
    List<String> places = new ArrayList<>();
    for (String bind : spec.values().binds) {
      MountTexts.ReadOnlyBind parts = MountTexts.readOnlyBind(bind);
      read.add(new CopiedFile(FileSource.path(parts.source()).keepModes(), parts.target()));
      places.add(parts.target());
    }
    CreateContainerRequest request = spec.values().writing(image, places);
    return SpecHash.of(request, "snapshot, " + spec.waiting(), imageId(), read);
  }

  private FirstContainer first() {
    RunningContainer container = create();
    try {
      start(container);
      return new First(container);
    } catch (RuntimeException | Error e) {
      discard(container, e);
      throw e;
    }
  }

  /** The container of which a snapshot is made. */
  private record First(RunningContainer container) implements FirstContainer {
    @Override
    public String id() {
      return container.id();
    }

    @Override
    public void close() {
      container.close();
    }
  }

  private RunningContainer container(String id) {
    return new RunningContainer(engine, spec, id, track, fromSnapshot);
  }

  private RunningContainer foundOrCreated(String hash, String imageId, Duration ttl) {
    ReusableContainers reusable = new ReusableContainers(client.containers(), Clock.systemUTC());
    Optional<String> id = reusable.find(hash, imageId, spec.name());
    if (id.isPresent()) {
      RunningContainer found = container(id.get());
      if (isReady(found)) {
        HarnessLog.get().info("Container {} reused", found);
        return found;
      }
    }
    Map<String, String> labels = new LinkedHashMap<>(spec.labels());
    labels.putAll(reusable.mark(hash, ttl).labels());
    String fresh = track.call(Kind.START, "create", () -> createNow(labels));
    RunningContainer created = container(fresh);
    try {
      start(created);
      created.keep();
      return created;
    } catch (RuntimeException | Error e) {
      discard(created, e);
      throw e;
    }
  }

  /** Takes the container, or removes what cannot be used. */
  private boolean isReady(RunningContainer found) {
    try {
      found.started();
      track.untilReady(() -> Startup.awaitReady(found, client.containers()));
      found.keep();
      return true;
    } catch (ContainerStartException | ContainerAccessException e) {
      if (Thread.currentThread().isInterrupted()) {
        // It is not the container's fault, and others may use it.
        throw e;
      }
      HarnessLog.get().warn("Container {} is made anew: {}", found, e.getMessage());
      found.close();
      return false;
    }
  }

  /** Removes what did not start. */
  static void discard(RunningContainer container, Throwable failure) {
    try {
      container.close();
    } catch (CleanupException e) {
      failure.addSuppressed(e);
    }
  }

  private String imageId() {
    refresh();
    try {
      return client.images().inspect(image).id();
    } catch (EngineRefusedException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      pullMissing();
      return client.images().inspect(image).id();
    }
  }

  /** A snapshot is in no registry. */
  private void refresh() {
    if (spec.values().pull == PullPolicy.ALWAYS && !fromSnapshot) {
      pull(() -> pull.refresh(image));
    }
  }

  private void pullMissing() {
    if (spec.values().pull == PullPolicy.NEVER) {
      throw new ImageUnavailableException(
          "Image %s is not here, and is not pulled because the specification says PullPolicy.NEVER"
              .formatted(image));
    }
    pull(() -> pull.run(image));
  }

  private void pull(Runnable work) {
    try {
      timeline.run(Kind.PULL, Lane.IMAGES, image, work);
    } catch (EngineApiException e) {
      throw new ImageUnavailableException(e.getMessage(), e);
    }
  }

  /**
   * Creates the container, pulling its image if that is missing.
   *
   * @throws ImageUnavailableException when the image cannot be had
   * @throws ContainerStartException when the engine refuses the container
   */
  RunningContainer create() {
    try {
      return container(createOrPull());
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    }
  }

  private String createOrPull() {
    refresh();
    Optional<String> id = track.call(Kind.START, "create", this::createUnlessImageIsMissing);
    if (id.isPresent()) {
      return id.get();
    }
    pullMissing();
    return track.call(Kind.START, "create", () -> createNow(labels));
  }

  private Optional<String> createUnlessImageIsMissing() {
    try {
      return Optional.of(createNow(labels));
    } catch (EngineRefusedException e) {
      if (!e.isMissingImage()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private String createNow(Map<String, String> labels) {
    for (int choice = 1; ; choice++) {
      ChosenPorts ports = spec.values().choosePorts();
      try {
        return createNow(request(labels, ports));
      } catch (EngineRefusedException e) {
        if (choice == MOST_CHOICES || ports.areFree()) {
          throw e;
        }
      }
    }
  }

  private String createNow(CreateContainerRequest request) {
    CreateContainerRequest first = spec.values().inFirstNetwork(request);
    CreateContainerResponse created = client.containers().create(name(), first);
    created.warnings().forEach(warning -> HarnessLog.get().warn("Container {}: {}", spec, warning));
    return created.id();
  }

  /** Docker before 25 lets others find a container by its name only if it did not invent it. */
  private String name() {
    boolean found = engine.isBuiltIn() || spec.network().isEmpty() || !spec.name().isEmpty();
    return found ? spec.name() : "harness-" + UUID.randomUUID();
  }

  /**
   * Starts a created container; returns when it is ready.
   *
   * @throws ContainerStartException when it cannot be started or does not become ready
   */
  void start(RunningContainer container) {
    try {
      track.run(Kind.START, "start", () -> startNow(container));
      track.untilReady(() -> Startup.awaitReady(container, client.containers()));
    } catch (EngineApiException e) {
      throw new ContainerStartException(e.getMessage(), e);
    }
  }

  private void startNow(RunningContainer container) {
    long begin = System.nanoTime();
    if (!files.isEmpty()) {
      copyInto(container);
    }
    spec.values()
        .moreNetworks
        .forEach(
            (network, aliases) ->
                client
                    .networks()
                    .connect(network, container.id(), EndpointSettings.withAliases(aliases)));
    client.containers().start(container.id());
    container.started();
    HarnessLog.get().info("Container {} started: {}", container, Figures.since(begin));
  }

  private void copyInto(RunningContainer container) {
    try {
      new FileCopy(client, container.id()).put(files);
    } catch (IOException e) {
      throw new ContainerStartException(
          "Cannot copy files into container %s: %s".formatted(container, e.getMessage()), e);
    }
  }

  private CreateContainerRequest request(Map<String, String> labels, ChosenPorts ports) {
    return spec.values().request(image, labels, outside(ports, url -> filled(url, ports)));
  }

  private SpecDraft.Outside outside(ChosenPorts ports, Function<UrlTemplate, String> url) {
    return new SpecDraft.Outside(bindAddress(), ports, url, hostNamed ? List.of(HOST) : List.of());
  }

  private String filled(UrlTemplate url, ChosenPorts ports) {
    return url.filled(client.address().host(), port -> ports.hostPorts().get(port));
  }

  /**
   * Ours listens on this machine only by itself. Others would open the port to the network, and
   * must not where they are on this machine.
   */
  private String bindAddress() {
    boolean here = client.address() instanceof EngineAddress.UnixSocketAddress;
    return here && !engine.isBuiltIn() ? "127.0.0.1" : "";
  }
}
