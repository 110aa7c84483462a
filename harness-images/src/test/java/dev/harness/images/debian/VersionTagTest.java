package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTagTest {
  @ParameterizedTest
  @CsvSource({
    "latest, 5:7.0.15-1~deb12u7, true",
    "7, 5:7.0.15-1~deb12u7, true",
    "7.0, 5:7.0.15-1~deb12u7, true",
    "7.0.15-1_deb12u7, 5:7.0.15-1~deb12u7, true",
    "7.0.15-1_deb12, 5:7.0.15-1~deb12u7, false",
    "7.0.1, 5:7.0.15-1~deb12u7, false",
    "5, 5:7.0.15-1~deb12u7, false",
    "15.18-0_deb12u1, 15.18-0+deb12u1, true",
    "15.18-0_deb12u1x, 15.18-0+deb12u1, false",
  })
  void fitsTheVersionAndItsBeginnings(String tag, String version, boolean fits) {
    assertThat(new VersionTag(tag).fits(version)).isEqualTo(fits);
  }
}
