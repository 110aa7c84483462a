package dev.harness.snapshot;

import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.client.ImagesApi;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.image.ImageSummary;
import dev.harness.locate.user.HarnessLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The snapshots on one engine, of which those that nobody uses go. */
final class SnapshotImages {
  /** A snapshot goes when it was not used for so long, */
  private static final Duration IDLE = Duration.ofDays(14);

  /** or when so many others were used after it. */
  private static final int MOST = 32;

  private final ImagesApi images;
  private final LastUses uses;
  private final Clock clock;

  SnapshotImages(ImagesApi images, LastUses uses, Clock clock) {
    this.images = images;
    this.uses = uses;
    this.clock = clock;
  }

  /** Whether it is there; it counts as used then. */
  boolean use(SnapshotName name) throws IOException {
    try {
      String unused = images.inspect(name.image()).id();
      uses.note(name.hash());
      return true;
    } catch (EngineRefusedException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Makes it of a container that has ended.
   *
   * @param base the image of the container
   */
  void make(SnapshotName name, String container, String base) throws IOException {
    ContainerConfig labelled = ContainerConfig.builder().labels(name.labels(base)).build();
    String unused = images.commitWithVolumes(container, name.image(), labelled).id();
    uses.note(name.hash());
  }

  /** Removes those that were not used for long, and the least used where there are many. */
  void removeUnused() throws IOException {
    List<Known> known = known();
    Instant oldest = clock.instant().minus(IDLE);
    for (int i = 0; i < known.size(); i++) {
      if (i >= MOST || known.get(i).used().isBefore(oldest)) {
        remove(known.get(i));
      }
    }
  }

  private record Known(SnapshotName name, Instant used) {}

  /** The last used first. Labels are inherited, names are not. */
  private List<Known> known() throws IOException {
    List<Known> known = new ArrayList<>();
    for (ImageSummary image : images.list()) {
      SnapshotName name = SnapshotName.of(image.labels()).orElse(null);
      if (name != null && image.repoTags().contains(name.image())) {
        Instant made = Instant.ofEpochSecond(image.created());
        known.add(new Known(name, uses.of(name.hash(), made)));
      }
    }
    known.sort(Comparator.comparing(Known::used).reversed());
    return known;
  }

  private void remove(Known unused) throws IOException {
    try {
      int removed = images.remove(unused.name().image()).size();
      HarnessLog.get()
          .info("Snapshot {} removed, last used {} ({})", unused.name(), unused.used(), removed);
      uses.forget(unused.name().hash());
    } catch (EngineRefusedException e) {
      // Another run may be removing it at this moment, or have a container of it.
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }
}
