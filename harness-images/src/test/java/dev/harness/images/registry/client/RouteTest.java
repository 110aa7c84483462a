package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.DESCRIPTOR;
import static dev.harness.images.registry.client.ScriptedRegistry.LOGIN;
import static dev.harness.images.registry.client.ScriptedRegistry.MANIFEST;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors are asked first, and never fail a pull. */
class RouteTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();
  private final MockWebServer mirror = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    mirror.start();
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private RemoteRepository mirrored(String options) {
    String text =
        "localhost:%d=http://localhost:%d/all%s"
            .formatted(registry.port(), mirror.getPort(), options);
    return registry
        .client(RegistrySettings.of(Map.of("HARNESS_REGISTRY_MIRRORS", text)))
        .repository(registry.image(), LOGIN);
  }

  @Test
  void takesAllFromAMirrorThatHasIt() throws Exception {
    mirror.enqueue(ok(MANIFEST));
    mirror.enqueue(ok(BLOB));
    RemoteRepository repository = mirrored("");

    assertThat(repository.manifest().content()).isEqualTo(MANIFEST);
    repository.blob(DESCRIPTOR).close();

    RecordedRequest request = mirror.takeRequest();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/all/a/b/manifests/1");
    assertThat(request.getUrl().queryParameter("ns")).isEqualTo("localhost:" + registry.port());
  }

  @Test
  void asksTheRegistryWhereTheMirrorFails() throws Exception {
    mirror.enqueue(status(500).build());
    registry.answer(ok(MANIFEST));

    assertThat(mirrored("").manifest().content()).isEqualTo(MANIFEST);
    assertThat(registry.pauses()).isEmpty();
  }

  @Test
  void asksTheRegistryWhereTheMirrorGivesWrongContent() throws Exception {
    mirror.enqueue(ok(BLOB));
    registry.answer(ok(MANIFEST));

    assertThat(mirrored("").manifest(Digest.sha256(MANIFEST)).content()).isEqualTo(MANIFEST);
  }

  @Test
  void showsNoPasswordToAMirror() throws Exception {
    mirror.enqueue(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
    registry.answer(ok(MANIFEST));

    mirrored("").manifest();

    assertThat(mirror.takeRequest().getHeaders().get("Authorization")).isNull();
    assertThat(mirror.getRequestCount()).isEqualTo(1);
  }

  @Test
  void believesNoTagsOfAMirrorThatOnlyServesDigests() throws Exception {
    registry.answer(ok(MANIFEST));
    mirror.enqueue(ok(BLOB));
    RemoteRepository repository = mirrored(";digests");

    repository.manifest();
    repository.blob(DESCRIPTOR).close();

    assertThat(mirror.takeRequest().getUrl().encodedPath()).contains("/blobs/");
    assertThat(mirror.getRequestCount()).isEqualTo(1);
  }

  @Test
  void speaksTlsToARegistryOfThisMachineThatWantsIt(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "localhost");
    Path bundle = certificate.writeCertificate(directory.resolve("ca.pem"));
    mirror.useHttps(certificate.serving());
    mirror.enqueue(ok(MANIFEST));
    mirror.enqueue(ok(MANIFEST));
    RegistryClient client =
        registry.client(
            new RegistrySettings(Set.of(), List.of(), List.of(), List.of(bundle), Map.of()));
    RemoteRepository repository =
        client.repository(
            Reference.parse("localhost:" + mirror.getPort() + "/a"), Credentials.none());

    assertThat(repository.manifest().content()).isEqualTo(MANIFEST);
    assertThat(repository.manifest().content()).isEqualTo(MANIFEST);
    assertThat(registry.pauses()).isEmpty();
  }

  @Test
  void triesTheOtherProtocolWhereAServerSaysThatItWantsTls() {
    registry.answer(status(400).body("Client sent an HTTP request to an HTTPS server.\n").build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Unreachable.class)
        .hasMessageContaining("Client sent an HTTP request to an HTTPS server.")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }
}
