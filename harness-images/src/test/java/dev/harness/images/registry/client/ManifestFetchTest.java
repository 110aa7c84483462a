package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.MANIFEST;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is pulled as a manifest is the manifest that was asked for. */
class ManifestFetchTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  @Test
  void areAskedForInOneRequest() throws Exception {
    registry.answer(ok(MANIFEST));

    FetchedManifest manifest = registry.repository().manifest();

    RecordedRequest request = registry.taken();
    assertThat(manifest.content()).isEqualTo(MANIFEST);
    assertThat(manifest.digest()).isEqualTo(Digest.sha256(MANIFEST));
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/a/b/manifests/1");
    assertThat(request.getHeaders().values("Accept")).hasSize(1);
    assertThat(request.getHeaders().get("Accept"))
        .startsWith("application/vnd.oci.image.index.v1+json, ")
        .endsWith(", */*");
    assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void areCheckedAgainstTheDigestAskedFor() {
    registry.answer(ok(MANIFEST));
    Reference byDigest = registry.image().withDigest(Digest.sha256(BLOB));

    assertThatThrownBy(() -> registry.at(byDigest).manifest())
        .isInstanceOf(RegistryException.WrongContent.class)
        .hasMessageContaining("expected was " + Digest.sha256(BLOB));
  }

  @Test
  void areCheckedAgainstTheDigestAnnounced() {
    registry.answer(
        status(200)
            .setHeader("Docker-Content-Digest", Digest.sha256(BLOB).toString())
            .body(new Buffer().write(MANIFEST))
            .build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.WrongContent.class)
        .hasMessageContaining("expected was " + Digest.sha256(BLOB));
  }

  @Test
  void areBounded() {
    registry.answer(ok(new byte[(4 << 20) + 1]));

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("more than 4194304 bytes");
  }
}
