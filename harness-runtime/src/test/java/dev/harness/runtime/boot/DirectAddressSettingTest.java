package dev.harness.runtime.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectAddressSettingTest {
  private static boolean of(String text, EngineMode mode) {
    return DirectAddressSetting.of(Map.of("HARNESS_DIRECT_ADDRESSES", text), mode);
  }

  @Test
  void isOffUnlessWanted() {
    assertThat(DirectAddressSetting.of(Map.of(), EngineMode.ROOT)).isFalse();
    assertThat(of(" ", EngineMode.ROOT)).isFalse();
    assertThat(of("false", EngineMode.ROOTLESS)).isFalse();
  }

  @Test
  void isOnForRoot() {
    assertThat(of("true", EngineMode.ROOT)).isTrue();
  }

  @Test
  void tellsUsersWhyNotAndWhatInstead() {
    assertThatThrownBy(() -> of("true", EngineMode.ROOTLESS))
        .isInstanceOf(SetUpException.class)
        .hasMessage(
            "direct addresses of containers (HARNESS_DIRECT_ADDRESSES) need an engine that root"
                + " starts, for it adds routes to the host's network; this one is rootless. Start it"
                + " as root, or leave the setting out and use published ports");
  }

  @Test
  void refusesOtherWords() {
    assertThatThrownBy(() -> of("yes", EngineMode.ROOT))
        .isInstanceOf(SetUpException.class)
        .hasMessage("the variable HARNESS_DIRECT_ADDRESSES is 'yes': want true or false");
  }
}
