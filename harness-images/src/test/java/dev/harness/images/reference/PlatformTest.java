package dev.harness.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "linux/x86_64, linux/amd64",
    "linux/x86-64, linux/amd64",
    "linux/aarch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "linux/armhf, linux/arm/v7",
    "linux/armel, linux/arm/v6",
    "linux/arm/7, linux/arm/v7",
    "linux/i386, linux/386",
    "Linux/AMD64, linux/amd64",
    "arm64, linux/arm64",
    "windows/amd64, windows/amd64",
  })
  void normalises(String text, String normal) {
    assertThat(Platform.parse(text)).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux/", "/amd64", "a/b/c/d", "linux/am d64", "linux/../x"})
  void refusesWhatIsNoPlatform(String text) {
    assertThatThrownBy(() -> Platform.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("invalid platform");
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/arm64/v8, 0",
    "linux/arm/v7, linux/arm/v7, 0",
    "linux/arm/v7, linux/arm/v6, 1",
    "linux/arm/v7, linux/arm/v5, 2",
    "linux/arm/v7, linux/arm, 4",
    "linux/arm/v7, linux/arm/v8, -1",
    "linux/arm, linux/arm/v7, 0",
    "linux/amd64, linux/amd64, 0",
    "linux/amd64, linux/amd64/v2, -1",
    "linux/amd64/v3, linux/amd64/v2, 1",
    "linux/amd64, linux/arm64, -1",
    "linux/amd64, windows/amd64, -1",
    "linux/s390x, linux/s390x, 0",
  })
  void prefersTheNearestVariantBelow(String wanted, String offered, int distance) {
    int actual = Platform.parse(wanted).distanceTo(Platform.parse(offered)).orElse(-1);

    assertThat(actual).isEqualTo(distance);
  }
}
