package dev.harness.junit5.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(name -> Optional.ofNullable(Map.of("tag", "16", "price", "$1\\").get(name)));

  @ParameterizedTest
  @CsvSource({
    "postgres, postgres",
    "postgres:${tag}, postgres:16",
    "${tag:15}-${x:a:b}, 16-a:b",
    "'[${x:}]', []",
    "${price}, $1\\",
    "$${tag} $tag {tag}, ${tag} $tag {tag}",
  })
  void fillsPlaceholders(String text, String expected) {
    assertThat(PLACEHOLDERS.filled(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${tag", "${}", "a${:b}"})
  void refusesBrokenPlaceholders(String text) {
    assertThatThrownBy(() -> PLACEHOLDERS.filled(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' has a placeholder that is not of the form ${name} or ${name:default}"
                .formatted(text));
  }

  @ParameterizedTest
  @CsvSource({"512m, 536870912", "2g, 2147483648", "64 MiB, 67108864", "7, 7", "1k, 1024"})
  void readsAmountsOfMemory(String text, long expected) {
    assertThat(Amounts.bytes(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "1.5g", "1t"})
  void refusesOtherAmounts(String text) {
    assertThatThrownBy(() -> Amounts.bytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not an amount of memory like 512m or 2g".formatted(text));
  }

  @Test
  void refusesMoreMemoryThanThereCanBe() {
    assertThatThrownBy(() -> Amounts.bytes("999999999999g"))
        .hasMessage("'999999999999g' is more memory than can be counted");
  }

  @Test
  void readsTimes() {
    assertThat(Amounts.time("250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Amounts.time("90 s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Amounts.time("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(Amounts.time("1h")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void splitsPairs() {
    assertThat(Pair.assignment("A=b=c", "NAME=value")).isEqualTo(new Pair("A", "b=c"));
    assertThat(Pair.placed("data:/var/lib", "name:/place")).isEqualTo(new Pair("data", "/var/lib"));
    assertThatThrownBy(() -> Pair.assignment("=b", "NAME=value"))
        .hasMessage("'=b' is not of the form NAME=value");
  }
}
