package dev.harness.junit5.timeline;

import org.apiguardian.api.API;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.LoggerFactory;

/** Gives each session of JUnit's launcher a timeline. Found by JUnit as a service. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class TimelineListener implements LauncherSessionListener {

  /** Called by JUnit. */
  public TimelineListener() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      SessionTimeline timeline = SessionTimeline.open(session);
      session.getLauncher().registerTestExecutionListeners(new TestRecorder(timeline));
    } catch (LinkageError e) {
      LoggerFactory.getLogger("dev.harness")
          .debug("JUnit before 5.13 has no store for the session, so there is no timeline", e);
    }
  }
}
