package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.MANIFEST;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures say what was attempted, why it failed and what to do, and are retried where it helps. */
class RegistryFailuresTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  @Test
  void ofUnknownImagesRepeatTheWordsOfTheRegistry() {
    registry.answer(
        status(404)
            .body("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}")
            .build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.NotFound.class)
        .hasMessage(
            "cannot pull localhost:%d/a/b (1): not found (localhost:%d answers 404: manifest unknown); check the name and the tag",
            registry.port(), registry.port());
  }

  @Test
  void ofAccessSayThatCredentialsMayBeMissing() {
    registry.answer(status(403).body("<html>\n no </html>").build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Denied.class)
        .hasMessageContaining("pull access denied for localhost:" + registry.port() + "/a/b")
        .hasMessageContaining("answers 403: <html> no </html>")
        .hasMessageContaining("none were used");
  }

  @ParameterizedTest
  @CsvSource({
    "ratelimit-remaining, 0;w=21600, '{\"message\":\"slow down\"}'",
    "x, x, '{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"your pull rate limit\"}]}'",
  })
  void ofQuotasAreNotAskedForAgain(String header, String value, String body) {
    registry.answer(status(429).setHeader(header, value).body(body).build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.TooManyRequests.class)
        .hasMessageContaining("too many requests (localhost:%d answers 429", registry.port())
        .hasMessageContaining("wait, log in, or use a mirror");
    assertThat(registry.pauses()).isEmpty();
  }

  @Test
  void ofQuotasSayWhatIsLeft() {
    registry.answer(status(429).setHeader("ratelimit-remaining", "0;w=21600").build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .hasMessageContaining("ratelimit-remaining: 0;w=21600");
  }

  @Test
  void ofHasteAreAskedForAgainAfterTwoSeconds() {
    registry.answer(status(429).body("retry-after: 880µs").build());
    registry.answer(ok(MANIFEST));

    registry.repository().manifest();

    assertThat(registry.pauses())
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500)));
  }

  @Test
  void areAskedForAgainAtTheDateThatTheRegistryNames() {
    registry.answer(
        status(429)
            .setHeader("Date", "Tue, 03 Jun 2008 11:05:30 GMT")
            .setHeader("Retry-After", "Tue, 03 Jun 2008 11:05:40 GMT")
            .build());
    registry.answer(ok(MANIFEST));

    registry.repository().manifest();

    assertThat(registry.pauses())
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(10), Duration.ofMillis(12500)));
  }

  @Test
  void neverPauseLongerThanAMinute() {
    registry.answer(status(429).setHeader("Retry-After", "86400").build());
    registry.answer(ok(MANIFEST));

    registry.repository().manifest();

    assertThat(registry.pauses())
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75)));
  }

  @Test
  void thatAreTemporaryAreAskedForAgain() {
    registry.answer(status(503).build());
    registry.answer(status(429).setHeader("Retry-After", "7").build());
    registry.answer(ok(MANIFEST));

    assertThat(registry.repository().manifest().content()).isEqualTo(MANIFEST);
    assertThat(registry.pauses()).hasSize(2);
    assertThat(registry.pauses().get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
    assertThat(registry.pauses().get(1)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(8750));
  }

  @Test
  void thatLastAreGivenUp() {
    for (int i = 0; i < 5; i++) {
      registry.answer(status(500).body("broken").build());
    }

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("answers 500: broken");
    assertThat(registry.pauses()).hasSize(4);
  }

  @Test
  void ofConnectionsNameHostPortAndReason() throws IOException {
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = deaf.getLocalPort();
      Reference nowhere = Reference.parse("127.0.0.1:" + port + "/x");

      assertThatThrownBy(() -> registry.at(nowhere).manifest())
          .isInstanceOf(RegistryException.Unreachable.class)
          .hasMessageContaining("the registry at 127.0.0.1:%d is unreachable", port)
          .hasMessageContaining("Connection refused")
          .hasMessageContaining("check the name, the network and the proxy settings");
      assertThat(registry.pauses()).isEmpty();
    }
  }
}
