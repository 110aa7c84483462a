package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.Settings;
import java.time.Duration;

/** How long an engine may take until it is ready: the system property {@value #PROPERTY}. */
final class BootLimit {
  static final String PROPERTY = "harness.engine.timeout";

  private static final String DEFAULT_SECONDS = "30";

  private BootLimit() {}

  /**
   * The limit that the user wants, or half a minute.
   *
   * @throws BootException when the property has no number of seconds
   */
  static Duration of(Settings settings) {
    String seconds = settings.property(PROPERTY).orElse(DEFAULT_SECONDS);
    if (!seconds.matches("[1-9][0-9]{0,3}")) {
      throw new BootException(
          "%s is '%s'; it takes seconds, from 1 to 9999".formatted(PROPERTY, seconds));
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }
}
