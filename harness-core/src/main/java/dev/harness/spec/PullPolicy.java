package dev.harness.spec;

import org.apiguardian.api.API;

/** When an image is asked for in its registry. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public enum PullPolicy {
  /** When the engine does not have it. The default. */
  MISSING,
  /**
   * Before each start, for tags that move; where nothing has changed, only the manifest is asked for.
   * A registry that cannot be reached is a failure.
   */
  ALWAYS,
  /** Not at all: an image that is missing is a failure. */
  NEVER
}
