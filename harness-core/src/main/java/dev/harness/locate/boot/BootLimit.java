package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.time.Duration;

/** How long an engine may take until it is ready: {@link Setting#ENGINE_TIMEOUT}. */
final class BootLimit {
  private static final String DEFAULT_SECONDS = "30";

  private BootLimit() {}

  /**
   * The limit that the user wants, or half a minute.
   *
   * @throws BootException when the setting has no number of seconds
   */
  static Duration of(Settings settings) {
    String seconds = settings.value(Setting.ENGINE_TIMEOUT).orElse(DEFAULT_SECONDS);
    if (!seconds.matches("[1-9][0-9]{0,3}")) {
      throw new BootException(
          "%s is '%s'; it takes seconds, from 1 to 9999"
              .formatted(Setting.ENGINE_TIMEOUT.key(), seconds));
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }
}
