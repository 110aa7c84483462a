package dev.harness.runtime.engine;

/** What to wait for at a container (C40). */
public enum WaitCondition {
  /** That it does not run; true at once for one that was never started. */
  NOT_RUNNING,
  /** Its next exit. */
  NEXT_EXIT,
  /** Its removal. */
  REMOVED
}
