package dev.harness.timeline;

import java.util.Locale;

/** How something ended. */
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
