package dev.harness.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text | plain text",
        "^[[1;31mred^[[0m and ^[[Kerased | red and erased",
        "^]ignored | ]ignored",
        "^[]0;title^Gafter | after",
        "^[]8;;http://a^[\\link^[]8;;^[\\ | link",
        "^[(Bcharset^[Mup | charsetup",
        "bell^G backspace^H | bell backspace",
        "unfinished^[[31 | unfinished31",
        "^[ | ''",
      })
  void leavesOutWhatTerminalsDoNotShow(String text, String expected) {
    LogLine line =
        new LogLine(
            "db",
            LogStream.STDOUT,
            text.replace("^[", "\u001b")
                .replace("^G", "\u0007")
                .replace("^H", "\b")
                .replace("^]", "]"));

    assertThat(line.plainText()).isEqualTo(expected);
  }
}
