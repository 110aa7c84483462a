package dev.harness.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
  private static final Map<String, String> VALUES = Map.of("A", "one", "EMPTY", "");
  private static final Interpolation INTERPOLATION =
      new Interpolation(name -> Optional.ofNullable(VALUES.get(name)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                 | plain
          $A                    | one
          ${A}                  | one
          x${A}y$A              | xoneyone
          $A-b                  | one-b
          $$A                   | $A
          $${A}                 | ${A}
          [$NONE${NONE}]        | []
          ${NONE:-two}          | two
          ${NONE-two}           | two
          [${EMPTY:-two}]       | [two]
          [${EMPTY-two}]        | []
          ${A:+two}             | two
          [${EMPTY:+two}]       | []
          [${EMPTY+two}]        | [two]
          ${A:?why}             | one
          ${NONE:-${A}/x}       | one/x
          ${NONE:-${NO:-$A}}    | one
          ${NONE:-{"a": "b"}    | {"a": "b"
          """)
  void putsValuesInTheirPlaces(String text, String filled) {
    assertThat(INTERPOLATION.filled(text)).isEqualTo(filled);
  }

  @Test
  void requiresAValue() {
    assertThatThrownBy(() -> INTERPOLATION.filled("p=${P:?set the port, $A}"))
        .hasMessage("'p=${P:?set the port, $A}' needs a value for P: set the port, one");
    assertThatThrownBy(() -> INTERPOLATION.filled("${EMPTY:?}"))
        .hasMessage("'${EMPTY:?}' needs a value for EMPTY");
  }

  @Test
  void tellsHowADollarIsWritten() {
    assertThatThrownBy(() -> INTERPOLATION.filled("5 $ each"))
        .hasMessage(
            "'5 $ each' is wrong at 3; a dollar begins $NAME or ${NAME}, and $$ stands for the dollar itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${A", "${A:-b", "${}", "${1}", "${A!}", "${A:}", "$"})
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> INTERPOLATION.filled(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "'");
  }
}
