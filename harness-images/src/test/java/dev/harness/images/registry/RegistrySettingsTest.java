package dev.harness.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.reference.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
  private static final Credentials LOGIN = new Credentials.Password("jane", new Secret("x"));

  @ParameterizedTest
  @CsvSource({
    "redis, https://registry-1.docker.io/v2/",
    "example.com/x, https://example.com/v2/",
    "10.0.0.1:5000/x, https://10.0.0.1:5000/v2/",
    "localhost:5000/x, http://localhost:5000/v2/ https://localhost:5000/v2/",
    "127.0.0.1:5000/x, http://127.0.0.1:5000/v2/ https://127.0.0.1:5000/v2/",
    "[::1]:5000/x, http://[::1]:5000/v2/ https://[::1]:5000/v2/",
    "lab:5000/x, https://lab:5000/v2/ http://lab:5000/v2/",
  })
  void allowPlainHttpToThisMachineAndToListedRegistries(String name, String addresses) {
    RegistrySettings settings =
        RegistrySettings.of(Map.of("HARNESS_PLAIN_HTTP_REGISTRIES", "other:1, lab:5000"));

    List<Repository> asked = settings.origin(Reference.parse(name), Credentials.none());

    assertThat(asked)
        .extracting(each -> each.base().toString())
        .containsExactly(addresses.split(" ", -1));
  }

  @Test
  void askMirrorsFirstAndAsNobody() {
    RegistrySettings settings =
        RegistrySettings.of(
            Map.of(
                "HARNESS_REGISTRY_MIRRORS",
                "docker.io=https://one.example/hub/,quay.io=https://two.example,"
                    + "docker.io=http://three.example:5000;digests"));
    Reference redis = Reference.parse("redis:7");

    List<Repository> byTag = settings.route(redis, LOGIN, true);
    List<Repository> byDigest = settings.route(redis, LOGIN, false);

    assertThat(byTag)
        .extracting(each -> each.manifest("7").toString())
        .containsExactly(
            "https://one.example/v2/hub/library/redis/manifests/7?ns=docker.io",
            "https://registry-1.docker.io/v2/library/redis/manifests/7");
    assertThat(byTag)
        .extracting(Repository::credentials)
        .containsExactly(Credentials.none(), LOGIN);
    assertThat(byDigest)
        .extracting(each -> each.base().host())
        .containsExactly("one.example", "three.example", "registry-1.docker.io");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "docker.io=mirror.example",
        "docker.io=ftp://mirror.example",
        "docker.io=https://user:secret@mirror.example",
        "docker.io=https://mirror.example;all",
        "=https://mirror.example",
      })
  void refuseMirrorsThatAreNone(String text) {
    assertThatThrownBy(() -> RegistrySettings.of(Map.of("HARNESS_REGISTRY_MIRRORS", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("domain=https://host[:port][/prefix][;digests]")
        .hasMessageNotContaining("secret");
  }

  @Test
  void lookForCertificatesWhereOtherToolsDo() {
    RegistrySettings settings =
        RegistrySettings.of(
            Map.of("HOME", "/home/jane", "HARNESS_REGISTRY_CERTIFICATES", "/opt/certs"));

    assertThat(settings.certificates())
        .containsExactly(
            Path.of("/opt/certs"),
            Path.of("/home/jane/.config/containers/certs.d"),
            Path.of("/home/jane/.docker/certs.d"),
            Path.of("/etc/containers/certs.d"),
            Path.of("/etc/docker/certs.d"));
  }

  @Test
  void takeTheAuthoritiesThatAreNamed() {
    assertThat(RegistrySettings.of(Map.of("SSL_CERT_FILE", "/opt/all.pem")).authorities())
        .containsExactly(Path.of("/opt/all.pem"));
    assertThat(RegistrySettings.of(Map.of()).authorities())
        .contains(Path.of("/etc/ssl/certs/ca-certificates.crt"));
  }
}
