package dev.harness.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void splitsAtBlanks() {
    assertThat(ShellWords.split("  redis-server\t--port 6379\n")) //
        .containsExactly("redis-server", "--port", "6379");
  }

  @Test
  void keepsWhatIsQuoted() {
    assertThat(ShellWords.split("sh -c 'echo \"a  b\" \\n' \"say \\\"$x\\\" \\n\" a'b'\"c\" ''"))
        .containsExactly("sh", "-c", "echo \"a  b\" \\n", "say \"$x\" \\n", "abc", "");
  }

  @Test
  void keepsWhatIsEscaped() {
    assertThat(ShellWords.split("a\\ b \\'c")).containsExactly("a b", "'c");
  }

  @Test
  void refusesWhatIsNotClosed() {
    assertThatThrownBy(() -> ShellWords.split("sh -c 'echo"))
        .hasMessage("'sh -c 'echo' has a ' that is not closed");
    assertThatThrownBy(() -> ShellWords.split("a \\")).hasMessage("'a \\' ends with a backslash");
  }
}
