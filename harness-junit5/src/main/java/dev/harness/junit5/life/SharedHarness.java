package dev.harness.junit5.life;

import dev.harness.Harness;
import dev.harness.junit5.timeline.SessionTimeline;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The engine of all tests of a session: started by the first that needs it, ended when the session
 * is over.
 */
@SuppressWarnings("deprecation") // before 5.13 JUnit closes nothing else
public final class SharedHarness
    implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private final Harness harness;

  private SharedHarness(Harness harness) {
    this.harness = harness;
  }

  /** Returns the engine of the session; a start that failed once is not tried again. */
  public static Harness of(ExtensionContext context) {
    return SessionStore.of(context)
        .getOrComputeIfAbsent(
            SharedHarness.class,
            key -> new SharedHarness(Harness.open(SessionTimeline.of(context))),
            SharedHarness.class)
        .harness;
  }

  @Override
  public void close() {
    harness.close();
  }
}
