package dev.harness.junit5.timeline;

import dev.harness.timeline.Timeline;
import dev.harness.timeline.report.TimelineReport;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timeline of a launcher's session, in its store; off until a configuration asks for it. Closing
 * writes the report: JUnit does that after all that was stored later, such as the engine, is closed.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SessionTimeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.harness");
  private static final String NAME = SessionTimeline.class.getName();

  private volatile Timeline timeline = Timeline.off();
  private volatile @Nullable Path report;

  /** Not for users: containers are put on the timeline by their extension. */
  SessionTimeline() {}

  /** Puts a new one into the store of a session. */
  static SessionTimeline open(LauncherSession session) {
    SessionTimeline opened = new SessionTimeline();
    session.getStore().put(Namespace.create(NAME), NAME, opened);
    return opened;
  }

  /** Finds that of the session in which a test runs; one that is off where there is none. */
  public static Timeline of(ExtensionContext context) {
    try {
      SessionTimeline found =
          context
              .getStore(
                  ExtensionContext.StoreScope.LAUNCHER_SESSION,
                  ExtensionContext.Namespace.create(NAME))
              .get(NAME, SessionTimeline.class);
      return found == null ? Timeline.off() : found.timeline();
    } catch (LinkageError e) {
      LOG.debug("This JUnit has no store for the session, so there is no timeline", e);
      return Timeline.off();
    }
  }

  /** Begins, unless it has. */
  synchronized void begin(Path file) {
    report = file;
    if (!timeline.isOn()) {
      timeline = Timeline.recording();
    }
  }

  Timeline timeline() {
    return timeline;
  }

  /** Writes the report; a failure to do so is no failure of the tests. */
  @Override
  public void close() {
    Path file = report;
    if (file == null) {
      return;
    }
    try {
      TimelineReport.write(timeline.recorded(), file);
      LOG.info("Timeline: {}", file.toAbsolutePath());
    } catch (UncheckedIOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
