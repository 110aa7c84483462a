package dev.harness.snapshot;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.follow.Figures;
import dev.harness.lasting.RunLock;
import dev.harness.locate.user.HarnessLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Finds the snapshot that a container is to begin from, or makes it. Safe for use by several threads,
 * and by several runs of a user at a time, of which one makes what others wait for.
 */
public final class Snapshots {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of what ended as it was asked to: by itself, or by SIGHUP, SIGINT, SIGQUIT or SIGTERM. */
  private static final Set<Integer> CLEAN = Set.of(0, 129, 130, 131, 143);

  private static final int KILLED = 137;

  private final EngineClient client;
  private final Path directory;
  private final SnapshotSupport support;
  private final SnapshotImages images;

  /** Of which none could be made in this session: trying again would take as long again. */
  private final Set<SnapshotName> failed = ConcurrentHashMap.newKeySet();

  /**
   * For one session.
   *
   * @param directory of locks and times of use
   */
  public Snapshots(EngineClient client, Path directory, SnapshotSupport support, Clock clock) {
    this.client = client;
    this.directory = directory;
    this.support = support;
    this.images = new SnapshotImages(client.images(), new LastUses(directory, clock), clock);
  }

  /** Whether there can be any; tells why not, once. */
  public boolean arePossible() {
    return support.isThere();
  }

  /**
   * Finds a snapshot; makes it when there is none. When that fails, which is told, containers do
   * without: they only take longer to begin.
   *
   * @param hash of all that matters
   * @param what is to begin, for people
   * @param base the image without anything written
   * @param start starts the first container, of which the snapshot is made, and waits until it is ready
   * @return the name of its image
   * @throws InterruptedIOException at an interrupt while another run makes it
   */
  public Optional<String> image(
      String hash, Object what, String base, Supplier<? extends FirstContainer> start)
      throws InterruptedIOException {
    SnapshotName name = new SnapshotName(hash);
    if (failed.contains(name)) {
      return Optional.empty();
    }
    try {
      return images.use(name) || isMade(name, what, base, start)
          ? Optional.of(name.image())
          : Optional.empty();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      tell(name, what, "%s in %s".formatted(e, directory));
      return Optional.empty();
    }
  }

  private boolean isMade(
      SnapshotName name, Object what, String base, Supplier<? extends FirstContainer> start)
      throws IOException {
    try (RunLock lock = RunLock.take(directory, name.hash())) {
      if (failed.contains(name)) {
        return false;
      }
      if (images.use(name)) {
        return true;
      }
      long begin = System.nanoTime();
      try (FirstContainer first = start.get()) {
        if (!isMade(name, what, base, first)) {
          return false;
        }
      }
      HarnessLog.get()
          .info("Snapshot of {} made: {}, {}", what, name.image(), Figures.since(begin));
      removeUnused();
      return true;
    }
  }

  private boolean isMade(SnapshotName name, Object what, String base, FirstContainer first)
      throws IOException {
    try {
      Optional<String> hindrance = stopped(first.id());
      if (hindrance.isEmpty()) {
        images.make(name, first.id(), base);
        return true;
      }
      tell(name, what, hindrance.get());
    } catch (EngineApiException e) {
      tell(name, what, String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void tell(SnapshotName name, Object what, String reason) {
    failed.add(name);
    HarnessLog.get()
        .warn(
            "There is no snapshot of {}: {}. Each container begins anew, which takes longer but is"
                + " as good; without snapshot() nothing is tried.",
            what,
            reason);
  }

  private void removeUnused() throws IOException {
    try {
      images.removeUnused();
    } catch (EngineApiException e) {
      HarnessLog.get().warn("Snapshots that nobody uses may stay: {}", e.getMessage());
    }
  }

  /** Ends it; what has not ended by itself may have left anything half written. */
  private Optional<String> stopped(String container) {
    client.containers().stop(container, PATIENCE);
    ContainerState state = client.containers().inspect(container).state();
    if (state.oomKilled()) {
      return Optional.of("it ran out of memory");
    }
    if (state.exitCode() == KILLED) {
      return Optional.of(
          "it did not end within %d seconds after its stop signal, and was killed"
              .formatted(PATIENCE.toSeconds()));
    }
    return CLEAN.contains(state.exitCode())
        ? Optional.empty()
        : Optional.of("it ended with exit code " + state.exitCode() + " when it was stopped");
  }
}
