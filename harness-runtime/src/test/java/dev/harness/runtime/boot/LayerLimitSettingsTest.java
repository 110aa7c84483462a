package dev.harness.runtime.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.layer.LayerLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerLimitSettingsTest {
  @Test
  void areTheDefaultsWithoutVariables() {
    assertThat(LayerLimitSettings.of(Map.of())).isEqualTo(LayerLimits.defaults());
  }

  @Test
  void takesWhatIsSet() {
    Map<String, String> environment =
        Map.of(
            "HARNESS_MAX_LAYER_BYTES", "1000000000000",
            "HARNESS_MAX_LAYER_HOLE_BYTES", "3000000000000",
            "HARNESS_MAX_LAYER_ENTRIES", "2000000",
            "HARNESS_MIN_FREE_BYTES", "1");

    assertThat(LayerLimitSettings.of(environment))
        .isEqualTo(new LayerLimits(1_000_000_000_000L, 3_000_000_000_000L, 2_000_000, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "3000000000"})
  void refusesWhatIsNoNumberOfEntries(String value) {
    assertThatThrownBy(() -> LayerLimitSettings.of(Map.of("HARNESS_MAX_LAYER_ENTRIES", value)))
        .isInstanceOf(SetUpException.class)
        .hasMessage(
            "the variable HARNESS_MAX_LAYER_ENTRIES is '%s': want a number from 1 to 2147483647",
            value);
  }
}
