package dev.harness.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.locate.user.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSubstitutionTest {

  private static ImageSubstitution of(String rules) {
    return ImageSubstitution.of(
        new Settings(Map.of(), Map.of("harness.image.substitution", rules)));
  }

  @ParameterizedTest
  @CsvSource({
    "redis:7, company.example/hub/library/redis:7",
    "index.docker.io/a/b, company.example/hub/a/b",
    "docker.io/library/postgres@sha256:x, company.example/databases/postgres@sha256:x",
    "quay.io/a/b:1, quay.io/a/b:1",
    "localhost:5000/x, localhost:5000/x",
    "debian.internal/busybox, debian.internal/busybox",
  })
  void replacesTheLongestBeginning(String image, String taken) {
    ImageSubstitution substitution =
        of(
            "docker.io/=company.example/hub/,"
                + " docker.io/library/postgres=company.example/databases/postgres");

    assertThat(substitution.apply(image)).isEqualTo(taken);
  }

  @Test
  void leavesAllAsItIsByDefault() {
    assertThat(of(" ").apply("redis")).isEqualTo("redis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io/", "=x", "a="})
  void refusesWhatIsNoRule(String rules) {
    assertThatThrownBy(() -> of(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The setting harness.image.substitution is wrong: '%s' is not written"
                + " docker.io/=registry.example.com/hub/",
            rules);
  }
}
