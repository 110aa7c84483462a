package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.PlacedBlob;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemotePush;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryServer;
import dev.harness.images.testing.TokenServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes to, and pulls from, registries that let not everybody in. */
class RegistryAccessIT {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final Credentials JANE =
      new Credentials.Password("jane", new Secret("opensesame"));
  private static final byte[] LAYER = new HostileTar().file("a", "b").bytes();
  private static final ImageFixture IMAGE = new ImageFixture().layer(LAYER, LAYER);

  private final RegistryClient client = new RegistryClient(RegistrySettings.none());

  @AfterEach
  void close() {
    client.close();
  }

  private void push(Reference name, Credentials credentials) {
    RemotePush push = client.repository(name, credentials).push(List.of());
    for (byte[] blob : List.of(LAYER, IMAGE.config())) {
      push.blob(descriptor(blob), () -> new ByteArrayInputStream(blob), sent -> {});
    }
    push.manifest(Optional.of("1"), TYPE, IMAGE.manifest());
  }

  private static Descriptor descriptor(byte[] blob) {
    return new Descriptor("", Digest.sha256(blob), blob.length);
  }

  private byte[] pull(Reference name, Credentials credentials) {
    return client.repository(name, credentials).manifest().content();
  }

  @Test
  void byPassword() {
    try (RegistryServer registry = RegistryServer.startForJane()) {
      Reference name = Reference.parse(registry.host() + "/private/x:1");

      push(name, JANE);

      assertThat(pull(name, JANE)).isEqualTo(IMAGE.manifest());
      assertThatThrownBy(() -> pull(name, Credentials.none()))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageEndingWith("none were used");
      assertThatThrownBy(() -> pull(name, new Credentials.Password("jane", new Secret("guess"))))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageEndingWith("those of the user 'jane' were used")
          .hasMessageNotContaining("guess");
    }
  }

  @Test
  void byTokens() throws IOException {
    try (TokenServer tokens = new TokenServer();
        RegistryServer registry = RegistryServer.start(tokens.configuration())) {
      Reference name = Reference.parse(registry.host() + "/guarded/x:1");

      push(name, JANE);

      assertThat(pull(name, Credentials.none())).isEqualTo(IMAGE.manifest());
      assertThatThrownBy(() -> push(name, Credentials.none()))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageContaining("push access denied");
      assertThat(tokens.requests())
          .startsWith("GET repository:guarded/x:pull,push", "GET repository:guarded/x:pull");
    }
  }

  @Test
  void byIdentityToken() throws IOException {
    try (TokenServer tokens = new TokenServer();
        RegistryServer registry = RegistryServer.start(tokens.configuration())) {
      Reference name = Reference.parse(registry.host() + "/guarded/x:1");

      push(name, new Credentials.IdentityToken(new Secret("identity-of-jane")));

      assertThat(tokens.requests()).containsExactly("POST repository:guarded/x:pull,push");
      assertThatThrownBy(
              () -> push(name, new Credentials.IdentityToken(new Secret("identity-of-joe"))))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageContaining("who is that?");
    }
  }

  @Test
  void mountsFromARepositoryOfTheSameRegistry() throws IOException {
    try (TokenServer tokens = new TokenServer();
        RegistryServer registry = RegistryServer.start(tokens.configuration())) {
      Reference source = Reference.parse(registry.host() + "/guarded/x:1");
      push(source, JANE);

      PlacedBlob placed =
          client
              .repository(Reference.parse(registry.host() + "/guarded/y:1"), JANE)
              .push(List.of(source))
              .blob(
                  descriptor(LAYER),
                  () -> {
                    throw new IOException("nothing has to be sent");
                  },
                  sent -> {});

      assertThat(placed).isEqualTo(new PlacedBlob(PlacedBlob.Way.MOUNTED, "guarded/x"));
    }
  }
}
