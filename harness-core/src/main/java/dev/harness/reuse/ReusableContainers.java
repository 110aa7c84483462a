package dev.harness.reuse;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.locate.user.HarnessLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The containers on an engine that earlier runs left to be used again. */
public final class ReusableContainers {
  /** A run that took one just before its time was over has this long to end. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final ContainersApi containers;
  private final Clock clock;

  /** Those of an engine. */
  public ReusableContainers(ContainersApi containers, Clock clock) {
    this.containers = containers;
    this.clock = clock;
  }

  /** The mark of a container that is made now. */
  public ReuseMark mark(String hash, Duration ttl) {
    return new ReuseMark(hash, clock.instant().plus(ttl));
  }

  /**
   * Finds one that runs, and whose time is not over. Removes those that nobody will take any more:
   * whose time has been over for an hour, that have this hash and do not run, and that stand in the
   * way by their name. Of another image than this nothing is taken: an image may have labels that
   * look like ours.
   *
   * @param imageId of the containers that are looked for
   * @param name that the container is to have; empty for any
   * @return its id
   */
  public Optional<String> find(String hash, String imageId, String name) {
    List<String> found = new ArrayList<>();
    for (ContainerSummary container : containers.listLabelled(ReuseMark.HASH)) {
      ReuseMark mark = ReuseMark.of(container.labels()).orElseThrow();
      boolean wanted = mark.hash().equals(hash) && container.imageId().equals(imageId);
      boolean runs = container.state().equals("running");
      boolean over = !mark.expiry().isAfter(clock.instant());
      boolean named = container.names().contains("/" + name);
      if (wanted && runs && !over) {
        found.add(container.id());
      } else if ((wanted && !runs)
          || named
          || mark.expiry().isBefore(clock.instant().minus(GRACE))) {
        remove(
            container, over ? "its time is over" : runs ? "its specification changed" : "it ended");
      }
    }
    return found.stream().findFirst();
  }

  private void remove(ContainerSummary container, String reason) {
    String name = container.names().isEmpty() ? container.id() : container.names().get(0);
    try {
      containers.remove(container.id());
      HarnessLog.get().info("Reusable container {} removed: {}", name, reason);
    } catch (EngineRefusedException e) {
      // Another run may be removing it at this moment.
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }
}
