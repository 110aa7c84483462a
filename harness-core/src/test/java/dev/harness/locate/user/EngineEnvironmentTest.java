package dev.harness.locate.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineEnvironmentTest {

  @Test
  void passesOnWhatIsNeededAndNoSecrets() {
    Settings settings =
        new Settings(
            Map.of("HOME", "/home/jane", "HARNESS_X", "y", "DATABASE_PASSWORD", "secret"),
            Map.of());

    assertThat(EngineEnvironment.of(settings))
        .isEqualTo(Map.of("HOME", "/home/jane", "HARNESS_X", "y"));
  }

  @Test
  void takesProxiesFromJavasSettings() {
    Settings settings =
        new Settings(
            Map.of("HTTP_PROXY", "http://variable:1"),
            Map.of(
                "https.proxyHost", "java",
                "https.proxyPort", "3128",
                "http.proxyHost", "other",
                "http.nonProxyHosts", "localhost|*.example.com"));

    assertThat(EngineEnvironment.of(settings))
        .isEqualTo(
            Map.of(
                "HTTP_PROXY", "http://variable:1",
                "https_proxy", "http://java:3128",
                "no_proxy", "localhost,*.example.com"));
  }
}
