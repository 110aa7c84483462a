package dev.harness.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableFileTest {
  private static final Map<String, String> OUTSIDE = Map.of("OUT", "o");

  private static Map<String, Optional<String>> read(String text) {
    return VariableFile.read(text, name -> Optional.ofNullable(OUTSIDE.get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A=b                   | b
          A = b c               | b c
          export A=b            | b
          A=b # comment         | b
          A=b#c                 | b#c
          A="b # c"             | b # c
          A='$OUT "b"'          | $OUT "b"
          A=${OUT}/b            | o/b
          A="$OUT \\"b\\" \\$OUT" | o "b" $OUT
          A=b=c                 | b=c
          """)
  void readsValues(String line, String value) {
    assertThat(read("# first\n\n" + line + "\n")).isEqualTo(Map.of("A", Optional.of(value)));
  }

  @Test
  void knowsEarlierVariables() {
    assertThat(read("A=1\nB=$A$OUT\nOUT=mine\nC=$OUT\n"))
        .containsEntry("B", Optional.of("1o"))
        .containsEntry("C", Optional.of("o"));
  }

  @Test
  void readsQuotedLines() {
    assertThat(read("KEY=\"a\\tb\nc\"\r\nB=2"))
        .containsEntry("KEY", Optional.of("a\tb\nc"))
        .containsEntry("B", Optional.of("2"));
  }

  @Test
  void leavesANameWithoutAValue() {
    assertThat(read("A\nB=")).isEqualTo(Map.of("A", Optional.empty(), "B", Optional.of("")));
  }

  @Test
  void namesTheLineThatIsWrong() {
    assertThatThrownBy(() -> read("A=1\nB C=2"))
        .hasMessage("line 2 is not of the form NAME=value: B C=2");
    assertThatThrownBy(() -> read("A=1\nB='2\nC=3"))
        .hasMessage("line 2 has a ' that is not closed");
  }
}
