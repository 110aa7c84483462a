package dev.harness.timeline;

import java.util.Locale;
import org.apiguardian.api.API;

/** How something ended. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Outcome {
  /** As it should. */
  OK,
  /** By a failure. */
  FAILED,
  /** Not done, or given up on purpose. */
  SKIPPED;

  /** Its name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
