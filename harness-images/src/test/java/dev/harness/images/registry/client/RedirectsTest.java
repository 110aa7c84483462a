package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.DESCRIPTOR;
import static dev.harness.images.registry.client.ScriptedRegistry.LOGIN;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.registry.RegistryException;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redirects lead no secret and no request astray. */
class RedirectsTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  @Test
  void doNotCarryTheTokenToAnotherHost() throws Exception {
    try (MockWebServer storage = new MockWebServer()) {
      storage.start();
      storage.enqueue(ok(BLOB));
      registry.answer(
          status(401)
              .addHeader("WWW-Authenticate", "Bearer realm=\"" + registry.url("/t") + "\"")
              .build());
      registry.answer(status(200).body("{\"token\":\"secret\"}").build());
      registry.answer(
          status(307).setHeader("Location", storage.url("/signed?x=1").toString()).build());

      registry.repository().blob(DESCRIPTOR).close();

      RecordedRequest redirected = storage.takeRequest();
      assertThat(redirected).isNotNull();
      assertThat(redirected.getHeaders().get("Authorization")).isNull();
    }
  }

  @Test
  void toNeighboursAreNotFollowed() {
    registry.answer(status(302).setHeader("Location", "http://169.254.169.254/x").build());

    assertThatThrownBy(() -> registry.repository().blob(DESCRIPTOR))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("redirects to 169.254.169.254");
  }

  @Test
  void toFilesAreNotFollowed() {
    registry.answer(status(302).setHeader("Location", "file:///etc/passwd").build());

    assertThatThrownBy(() -> registry.repository().blob(DESCRIPTOR))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("answers 302");
  }

  @Test
  void inARoundEnd() {
    for (int i = 0; i < 200; i++) {
      registry.answer(status(302).setHeader("Location", "/again").build());
    }

    assertThatThrownBy(() -> registry.repository().blob(DESCRIPTOR))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("localhost redirects more than 10 times");
  }

  @Test
  void toAnotherRegistryAreFollowedWithATokenOfThatOne() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      registry.answer(
          status(307).setHeader("Location", other.url("/v2/a/b/blobs/x").toString()).build());
      other.enqueue(
          status(401)
              .addHeader("WWW-Authenticate", "Bearer realm=\"" + other.url("/token") + "\"")
              .build());
      other.enqueue(status(200).body("{\"token\":\"theirs\"}").build());
      other.enqueue(ok(BLOB));

      registry.repository(LOGIN).blob(DESCRIPTOR).close();

      assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
      assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
      assertThat(other.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer theirs");
    }
  }

  @Test
  void doNotCarryThePasswordToAnotherPort() throws Exception {
    try (MockWebServer storage = new MockWebServer()) {
      storage.start();
      storage.enqueue(ok(BLOB));
      registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
      registry.answer(status(307).setHeader("Location", storage.url("/x").toString()).build());

      registry.repository(LOGIN).blob(DESCRIPTOR).close();

      assertThat(storage.takeRequest().getHeaders().get("Authorization")).isNull();
    }
  }
}
