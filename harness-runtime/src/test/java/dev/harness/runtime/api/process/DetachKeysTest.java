package dev.harness.runtime.api.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.api.http.RefusedRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {
  private static String pass(DetachKeys keys, String typed) {
    byte[] passed = keys.pass(typed.getBytes(StandardCharsets.ISO_8859_1));
    return new String(passed, StandardCharsets.ISO_8859_1);
  }

  @Test
  void findsTheDefaultWhereverItIsCut() {
    DetachKeys keys = DetachKeys.parse("");

    assertThat(pass(keys, "ls\020")).isEqualTo("ls");
    assertThat(keys.areTyped()).isFalse();
    assertThat(pass(keys, "\021rest")).isEmpty();
    assertThat(keys.areTyped()).isTrue();
  }

  @Test
  void passesTheirBeginningOnWhenSomethingElseFollows() {
    DetachKeys keys = DetachKeys.parse("");

    assertThat(pass(keys, "\020x\020\020")).isEqualTo("\020x\020");
    assertThat(pass(keys, "\021")).isEmpty();
    assertThat(keys.areTyped()).isTrue();
  }

  @Test
  void takesOtherKeys() {
    DetachKeys keys = DetachKeys.parse("ctrl-@,a,ctrl-_");

    assertThat(pass(keys, "a\0a\037")).isEqualTo("a");
    assertThat(keys.areTyped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctrl-", "ctrl-1", "ab", "a,,b", "ä"})
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> DetachKeys.parse(text))
        .isInstanceOf(RefusedRequest.class)
        .hasMessage("Invalid detach keys (%s) provided".formatted(text));
  }
}
