package dev.harness.timeline;

import java.util.Locale;
import org.apiguardian.api.API;

/** What time was spent on, in the order in which it usually comes. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Kind {
  /** An engine that starts or ends. */
  ENGINE(false),
  /** An image that is fetched. */
  PULL(false),
  /** A container that is created, gets its files and starts. */
  START(false),
  /** A container that runs and is not ready yet. */
  WAIT(false),
  /** A container that is ready; the others go on meanwhile. */
  RUN(true),
  /** A class of tests, with what happens before and after them. */
  CLASS(true),
  /** A test. */
  TEST(false),
  /** A container that is stopped or removed. */
  STOP(false);

  private final boolean background;

  Kind(boolean background) {
    this.background = background;
  }

  /** Whether it lasts while other things happen, and costs nothing itself. */
  public boolean isBackground() {
    return background;
  }

  /** Its name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
