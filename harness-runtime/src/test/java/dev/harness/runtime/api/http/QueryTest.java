package dev.harness.runtime.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static Query query(String text) {
    return Query.of(Query.decoder("/x?" + text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "True", "TRUE", "yes", "t", "on"})
  void readsYes(String word) {
    assertThat(query("all=" + word).flag("all")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "false", "False", "no", "none", "None", "", "%20false%20"})
  void readsNo(String word) {
    assertThat(query("all=" + word).flag("all")).isFalse();
  }

  @Test
  void takesTheDefaultOfWhatIsAbsentOrEmpty() {
    assertThat(query("a=1").flag("b", true)).isTrue();
    assertThat(query("b=").flag("b", true)).isTrue();
    assertThat(query("b").flag("b", false)).isFalse();
  }

  @Test
  void decodesValues() {
    Query query = query("name=a%2Fb+c&name=second&semi=a;b");

    assertThat(query.text("name")).contains("a/b c");
    assertThat(query.all("name")).containsExactly("a/b c", "second");
    assertThat(query.text("semi")).contains("a;b");
    assertThat(query.text("other")).isEmpty();
  }

  @Test
  void readsNumbers() {
    assertThat(query("t=-1").number("t")).hasValue(-1);
    assertThat(query("t=").number("t")).isEmpty();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> query("t=5s").number("t"))
        .isInstanceOf(RefusedRequest.class)
        .hasMessage("invalid value '5s' of parameter t: not an integer");
  }
}
