package dev.harness.locate.user;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log, looked for when there is something to say: the first look takes a tenth of a second,
 * which is better spent while the engine boots than before.
 */
public final class HarnessLog {
  private HarnessLog() {}

  /** The logger of everything that users see of the harness. */
  public static Logger get() {
    return LoggerFactory.getLogger("dev.harness");
  }
}
