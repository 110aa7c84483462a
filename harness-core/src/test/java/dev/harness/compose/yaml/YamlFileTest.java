package dev.harness.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  private static Value.Fields parse(String text) {
    return YamlFile.parse(Path.of("compose.yaml"), text);
  }

  @Test
  void keepsWordsAsTheyStandThere() {
    assertThat(RenderedValue.of(parse("a: 0644\nb: [yes, ~, 'null', \"\"]\nc: {d: 1.10}\ne:\n")))
        .isEqualTo("{a: '0644', b: ['yes', empty, 'null', ''], c: {d: '1.10'}, e: empty}");
  }

  @Test
  void mergesWhatIsAnchored() {
    String text =
        """
        x-base: &base {image: redis, user: me}
        x-more: &more {user: you, init: true}
        one: {<<: *base, user: us}
        two: {<<: [*base, *more]}
        """;

    assertThat(RenderedValue.of(parse(text).get("one"))).isEqualTo("{image: 'redis', user: 'us'}");
    assertThat(RenderedValue.of(parse(text).get("two")))
        .isEqualTo("{image: 'redis', user: 'me', init: 'true'}");
  }

  @Test
  void tellsThePlace() {
    Value value = parse("a:\n  b:\n    - 1\n    - x\n").get("a").fields().get("b");

    assertThatThrownBy(
            () -> value.read("b", list -> list.each(item -> Integer.valueOf(item.text()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("compose.yaml:4: b[1]: For input string: \"x\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: 1#b: 2#a: 3'       | compose.yaml:3: has the key a a second time
          'a: [1'                | 'compose.yaml:1: is no YAML: expected '','' or '']'', but got <stream end>'
          'a: *b'                | compose.yaml:1: uses *b, but nothing before it has the anchor &b
          'a: !secret b'         | compose.yaml:1: has the tag !secret, which is not known here
          'a: 1#---#b: 2'        | compose.yaml:3: begins a second document, and only one can be read
          '- a'                  | compose.yaml:1: must be a mapping, but is a list
          'a: &a [*a]'           | compose.yaml:1: uses *a, but nothing before it has the anchor &a
          '<<: 3'                | compose.yaml:1: must be a mapping, but is '3'
          """)
  void refusesWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace('#', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void countsWhatAliasesMultiply() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ",").repeat(10));
      bomb.append("]\n");
    }

    assertThatThrownBy(() -> parse(bomb.toString()))
        .hasMessage("compose.yaml:5: makes more than 100000 values of the file, by its aliases");
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThatThrownBy(() -> parse("a: " + "[".repeat(100_000)))
        .hasMessage("compose.yaml:1: is nested deeper than 100 levels");
  }

  @Test
  void findsNoFile() {
    assertThatThrownBy(() -> YamlFile.read(Path.of("none.yaml")))
        .hasMessageStartingWith("there is no file none.yaml; its name begins at /");
  }
}
