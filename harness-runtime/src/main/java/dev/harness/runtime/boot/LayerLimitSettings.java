package dev.harness.runtime.boot;

import dev.harness.images.layer.LayerLimits;
import java.util.Map;

/** The limits of layers that the user's environment sets. */
final class LayerLimitSettings {
  private static final String BYTES = "HARNESS_MAX_LAYER_BYTES";
  private static final String HOLE_BYTES = "HARNESS_MAX_LAYER_HOLE_BYTES";
  private static final String ENTRIES = "HARNESS_MAX_LAYER_ENTRIES";
  private static final String FREE_BYTES = "HARNESS_MIN_FREE_BYTES";

  private LayerLimitSettings() {}

  /**
   * The limits, by default {@link LayerLimits#defaults}.
   *
   * @throws SetUpException when a variable is no positive number
   */
  static LayerLimits of(Map<String, String> environment) {
    LayerLimits byDefault = LayerLimits.defaults();
    return new LayerLimits(
        number(environment, BYTES, byDefault.maxBytes(), Long.MAX_VALUE),
        number(environment, HOLE_BYTES, byDefault.maxHoleBytes(), Long.MAX_VALUE),
        (int) number(environment, ENTRIES, byDefault.maxEntries(), Integer.MAX_VALUE),
        number(environment, FREE_BYTES, byDefault.minFreeBytes(), Long.MAX_VALUE));
  }

  private static long number(
      Map<String, String> environment, String name, long byDefault, long highest) {
    String text = environment.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      long value = Long.parseLong(text);
      if (value > 0 && value <= highest) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new SetUpException(wrong(name, text, highest), e);
    }
    throw new SetUpException(wrong(name, text, highest));
  }

  private static String wrong(String name, String text, long highest) {
    return "the variable %s is '%s': want a number from 1 to %d".formatted(name, text, highest);
  }
}
