package dev.harness.images.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSplitterTest {
  private static final List<String> KNOWN = List.of("A=one", "EMPTY=", "A=last");

  private static WordSplitter words() {
    return new WordSplitter("ENV", KNOWN, '\\');
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $A              | last
          ${A}x           | lastx
          x$Ax            | x
          ${B:-else}      | else
          ${EMPTY:-else}  | else
          ${EMPTY-else}   | ``
          ${B:-${A}}      | last
          ${B:-}          | ``
          ${A:+there}     | there
          ${B:+there}     | ``
          ${EMPTY+there}  | there
          '$A'            | $A
          "$A"            | last
          \\$A            | $A
          "a\\nb"         | a\\nb
          "a\\"b"         | a"b
          a\\ b           | a b
          $               | $
          """)
  void replacesVariables(String text, String word) {
    assertThat(words().unquote(text)).isEqualTo(word);
  }

  @Test
  void leavesOutWordsThatAreEmptyVariables() {
    assertThat(words().split("a $B \"$B\" c")).containsExactly("a", "", "c");
  }

  @Test
  void takesQuotesInDocumentsAsTheyAre() {
    assertThat(WordSplitter.document("COPY", KNOWN, '\\', "'$A' \"${A}\" \\$A\n"))
        .isEqualTo("'last' \"last\" $A\n");
  }

  @Test
  void tellsWhatIsMissing() {
    assertThatThrownBy(() -> words().unquote("${B:?is needed}"))
        .isInstanceOf(ChangeException.class)
        .hasMessage("ENV: B: is needed");
    assertThatThrownBy(() -> words().unquote("${A#x}"))
        .isInstanceOf(ChangeException.class)
        .hasMessageStartingWith("ENV: unsupported variable in '${A#x}'");
    assertThatThrownBy(() -> words().unquote("${B:-".repeat(40) + "}".repeat(40)))
        .isInstanceOf(ChangeException.class)
        .hasMessage("ENV: variables are nested more than 16 deep");
  }
}
