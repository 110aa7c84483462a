package dev.harness.reuse;

import dev.harness.locate.user.HarnessLog;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where runs agree about containers that they share, and whether there can be any. */
public final class Reuse {
  private final Path lockDirectory;
  private final boolean engineEnds;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * For one session.
   *
   * @param engineEnds whether the engine ends with the session, and all containers with it
   */
  public Reuse(Path lockDirectory, boolean engineEnds) {
    this.lockDirectory = lockDirectory;
    this.engineEnds = engineEnds;
  }

  /** Where the locks are. */
  public Path lockDirectory() {
    return lockDirectory;
  }

  /** Tells the user, once, that no other run can use a container where that is so. */
  public void begin() {
    if (engineEnds && told.compareAndSet(false, true)) {
      HarnessLog.get()
          .info(
              "Containers are reused within this run only: the built-in engine ends with it, and"
                  + " starts a container in milliseconds. To keep them, let an engine stand (java"
                  + " -jar harness.jar engine) and set DOCKER_HOST to it.");
    }
  }
}
