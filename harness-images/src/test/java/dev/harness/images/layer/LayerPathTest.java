package dev.harness.images.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerPathTest {

  @ParameterizedTest
  @CsvSource({"/etc/x, etc/x", "./a//b/., a/b", "'', /", "., /", "//, /", "a/, a", "é, é"})
  void dropsWhatMeansNothing(String text, String shown) {
    assertThat(LayerPath.of(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a/../../x", "./..//x", "a/..", ".."})
  void refusesToLeaveTheLayer(String text) {
    assertThatThrownBy(() -> LayerPath.of(text))
        .isInstanceOf(LayerException.Malformed.class)
        .hasMessageContaining("would leave the layer");
  }

  @Test
  void refusesNulBytes() {
    assertThatThrownBy(() -> LayerPath.of("a\0b"))
        .isInstanceOf(LayerException.Malformed.class)
        .hasMessageContaining("NUL byte");
  }

  @Test
  void boundsComponents() {
    assertThat(LayerPath.of("x".repeat(255)).name()).hasSize(255);
    assertThatThrownBy(() -> LayerPath.of("x".repeat(256)))
        .isInstanceOf(LayerException.Malformed.class)
        .hasMessageContaining("has 256 bytes, at most 255");
  }

  @ParameterizedTest
  @ValueSource(ints = {2049, 5000})
  void boundsPaths(int depth) {
    assertThatThrownBy(() -> LayerPath.of("x/".repeat(depth)))
        .isInstanceOf(LayerException.Malformed.class)
        .hasMessageContaining("at most 4096");
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] latin1 = {'a', '/', (byte) 0xe9, '\n'};

    LayerPath path = LayerPath.of(latin1);

    assertThat(path.bytes()).isEqualTo(latin1);
    assertThat(path).hasToString("a/\\xe9\\x0a");
    assertThat(path.parent()).isEqualTo(LayerPath.of("a"));
    assertThat(path.name()).containsExactly(0xe9, '\n');
  }
}
