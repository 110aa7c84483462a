package dev.harness.junit5.timeline;

import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Outcome;
import dev.harness.timeline.Span;
import dev.harness.timeline.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Puts tests and their classes on the timeline. JUnit calls it from all threads that run tests. */
final class TestRecorder implements TestExecutionListener {
  private final SessionTimeline session;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<UniqueId, Duration> begins = new ConcurrentHashMap<>();
  private volatile @Nullable TestPlan plan;

  TestRecorder(SessionTimeline session) {
    this.session = session;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    testPlan
        .getConfigurationParameters()
        .get(Setting.TIMELINE.key())
        .or(() -> Settings.ofThisProcess().value(Setting.TIMELINE))
        .filter(value -> !value.isBlank())
        .ifPresent(value -> session.begin(Path.of(value)));
  }

  @Override
  public void executionStarted(TestIdentifier identifier) {
    if (isShown(identifier)) {
      begins.put(identifier.getUniqueIdObject(), session.timeline().now());
    }
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    Duration begin = begins.remove(identifier.getUniqueIdObject());
    if (begin != null) {
      add(identifier, begin, outcome(result), detail(result));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    if (isShown(identifier)) {
      add(identifier, session.timeline().now(), Outcome.SKIPPED, reason);
    }
  }

  private boolean isShown(TestIdentifier identifier) {
    return session.timeline().isOn() && (identifier.isTest() || isClass(identifier));
  }

  private static boolean isClass(TestIdentifier identifier) {
    return identifier.isContainer()
        && identifier.getSource().filter(ClassSource.class::isInstance).isPresent();
  }

  private void add(TestIdentifier identifier, Duration begin, Outcome outcome, String detail) {
    Timeline timeline = session.timeline();
    Kind kind = identifier.isTest() ? Kind.TEST : Kind.CLASS;
    Place place = Place.of(identifier, this::parent);
    Lane lane =
        lanes.computeIfAbsent(
            place.className(),
            name -> timeline.lane(Lane.Group.TESTS, place.classLabel(), place.packageName()));
    timeline.add(new Span(kind, lane, place.name(), begin, timeline.now(), outcome, detail));
  }

  private Optional<TestIdentifier> parent(TestIdentifier identifier) {
    TestPlan current = plan;
    return current == null ? Optional.empty() : current.getParent(identifier);
  }

  private static Outcome outcome(TestExecutionResult result) {
    return switch (result.getStatus()) {
      case SUCCESSFUL -> Outcome.OK;
      case ABORTED -> Outcome.SKIPPED;
      case FAILED -> Outcome.FAILED;
    };
  }

  private static String detail(TestExecutionResult result) {
    return result.getThrowable().map(Throwable::toString).orElse("");
  }
}
