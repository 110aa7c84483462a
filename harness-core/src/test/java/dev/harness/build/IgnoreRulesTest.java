package dev.harness.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "target, target, true",
    "target, target/a/b, true",
    "/target/, target/a, true",
    "target, src/target, false",
    "*/temp*, a/temporary.txt, true",
    "*/temp*, a/b/temporary.txt, false",
    "**/*.log, x.log, true",
    "**/*.log, a/b/x.log, true",
    "a/**, a/b/c, true",
    "a/**, ab, false",
    "**/b/c, a/b/c, true",
    "temp?, temp1, true",
    "temp?, temp, false",
    "[a-c].txt, b.txt, true",
    "a.b, axb, false",
    "./a/../b, b, true",
    "'#x', x, false",
  })
  void ignoresAsDockerDoes(String rule, String path, boolean ignored) {
    assertThat(IgnoreRules.parse(rule).ignores(path)).isEqualTo(ignored);
  }

  @Test
  void letsTheLastRuleDecide() {
    IgnoreRules rules = IgnoreRules.parse("docs\n!docs/README.md\n*.md\n!README.md\n");

    assertThat(rules.ignores("docs/a")).isTrue();
    assertThat(rules.ignores("docs/README.md")).isFalse();
    assertThat(rules.ignores("a.md")).isTrue();
    assertThat(rules.ignores("README.md")).isFalse();
    assertThat(rules.ignoresAllOf("docs")).isFalse();
  }

  @Test
  void ignoresWholeDirectoriesWhereNothingIsTakenBack() {
    assertThat(IgnoreRules.parse("target").ignoresAllOf("target")).isTrue();
  }
}
