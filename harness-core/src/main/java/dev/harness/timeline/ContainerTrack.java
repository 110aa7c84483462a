package dev.harness.timeline;

import java.time.Duration;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The life of one container on a timeline. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ContainerTrack {
  private final Timeline timeline;
  private final Lane lane;
  private volatile @Nullable Duration ready;

  /** Makes the lane of a container, which need not be there yet. */
  public ContainerTrack(Timeline timeline, String label, String image) {
    this.timeline = timeline;
    this.lane = timeline.lane(Lane.Group.CONTAINERS, label, image);
  }

  /** Does something with the container, and keeps how long it took and how it ended. */
  public <T> T call(Kind kind, String name, Supplier<T> action) {
    return timeline.call(kind, lane, name, action);
  }

  /** Does something with the container, as {@link #call}. */
  public void run(Kind kind, String name, Runnable action) {
    timeline.run(kind, lane, name, action);
  }

  /** Does something after which the container is ready. */
  public void untilReady(Runnable action) {
    run(Kind.WAIT, "wait until ready", action);
    ready = timeline.now();
  }

  /**
   * Does something after which the container is gone; asks for its log before, if anybody wants it.
   *
   * @param container its name and image, for people
   * @param log gives the last lines; does not fail
   */
  public void untilGone(String container, Supplier<String> log, Runnable action) {
    if (!timeline.isOn()) {
      action.run();
      return;
    }
    timeline.add(ContainerLog.of(lane, container, log.get()));
    Duration since = ready;
    if (since != null) {
      timeline.add(new Span(Kind.RUN, lane, container, since, timeline.now(), Outcome.OK, ""));
    }
    run(Kind.STOP, "remove", action);
  }
}
