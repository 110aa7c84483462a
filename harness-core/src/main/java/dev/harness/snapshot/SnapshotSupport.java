package dev.harness.snapshot;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether containers can begin from snapshots here: the user wants it, and the engine is ours. */
public final class SnapshotSupport {
  private static final String OURS = "Harness";

  private final EngineClient client;
  private final boolean wanted;
  private final AtomicReference<@Nullable Boolean> known = new AtomicReference<>();

  private SnapshotSupport(EngineClient client, boolean wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  /** Reads the setting {@code harness.snapshots}; asks nothing of the engine yet. */
  public static SnapshotSupport of(Settings settings, EngineClient client) {
    boolean off = settings.value(Setting.SNAPSHOTS).orElse("true").equals("false");
    return new SnapshotSupport(client, !off);
  }

  /** Tells the user, once, when the engine is another. */
  boolean isThere() {
    return wanted && isOurs();
  }

  private boolean isOurs() {
    Boolean before = known.get();
    if (before != null) {
      return before;
    }
    boolean ours = client.system().version().platform().name().equals(OURS);
    if (known.compareAndSet(null, ours) && !ours) {
      HarnessLog.get()
          .info(
              "Containers start without snapshots: this engine's images cannot keep what is in"
                  + " volumes. The built-in engine's can.");
    }
    return ours;
  }
}
