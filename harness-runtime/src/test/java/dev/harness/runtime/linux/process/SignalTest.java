package dev.harness.runtime.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

  @ParameterizedTest
  @CsvSource({
    "SIGTERM, 15, SIGTERM",
    "TERM, 15, SIGTERM",
    "15, 15, SIGTERM",
    "sigkill, 9, SIGKILL",
    "SIGSYS, 31, SIGSYS",
    "RTMIN, 34, SIGRTMIN+0",
    "SIGRTMIN+3, 37, SIGRTMIN+3",
    "RTMAX-1, 63, SIGRTMIN+29",
    "64, 64, SIGRTMIN+30",
  })
  void readsNamesAndNumbers(String text, int number, String name) {
    Signal signal = Signal.parse(text);

    assertThat(signal.number()).isEqualTo(number);
    assertThat(signal).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-9", "65", "SIG", "SIG15", "FOO", "RTMAX+9", "RTMAX-31", "9 "})
  void refusesWhatIsNoSignal(String text) {
    assertThatThrownBy(() -> Signal.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "invalid signal \"%s\"; give a name such as SIGTERM or a number from 1 to 64", text);
  }
}
