package dev.harness.images.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The registry of the pull tests, with what those tests rely on. */
@ExtendWith(RegistryExtension.class)
class RegistryServerIT {
  private final OkHttpClient http = new OkHttpClient();

  @ParameterizedTest
  @EnumSource(LayerEncoding.class)
  void givesBackWhatWasPushed(LayerEncoding encoding, RegistryServer registry) throws IOException {
    try (OciLayoutFile image = busybox()) {
      String tag = encoding.name();

      Digest pushed = new RegistryPush(registry, "test/busybox").image(image, encoding, tag);

      byte[] manifest = get(registry, "/v2/test/busybox/manifests/" + tag);
      JsonNode layer = new ObjectMapper().readTree(manifest).at("/layers/0");
      Digest layerDigest = Digest.parse(layer.path("digest").asText());
      byte[] blob = get(registry, "/v2/test/busybox/blobs/" + layerDigest);
      assertThat(Digest.sha256(manifest)).isEqualTo(pushed);
      assertThat(layer.path("mediaType").asText()).isEqualTo(encoding.mediaType());
      assertThat(Digest.sha256(blob)).isEqualTo(layerDigest);
      assertThat(blob).hasSize(layer.path("size").asInt());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OCI_INDEX", "DOCKER_MANIFEST_LIST"})
  void givesBackListOfPlatforms(MediaType type, RegistryServer registry) throws IOException {
    try (OciLayoutFile image = busybox()) {
      List<Platform> platforms = List.of(Platform.ofLinux("s390x"), Platform.parse("linux/arm/v7"));

      Digest pushed =
          new RegistryPush(registry, "test/many")
              .index(image, LayerEncoding.GZIP, platforms, type, "latest");

      byte[] index = get(registry, "/v2/test/many/manifests/latest");
      assertThat(Digest.sha256(index)).isEqualTo(pushed);
      assertThat(new ObjectMapper().readTree(index).at("/manifests/1/platform"))
          .hasToString("{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}");
    }
  }

  @Test
  void isGoneAfterClose() {
    RegistryServer registry = RegistryServer.start();
    int port = Integer.parseInt(registry.host().replaceFirst(".*:", ""));

    registry.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  private static OciLayoutFile busybox() throws IOException {
    BuiltImage image =
        new DebianImages(DebianCacheDirectory.path()).build(new DebianCatalog().recipe("busybox"));
    return new OciLayoutFile(image.layout());
  }

  private byte[] get(RegistryServer registry, String path) throws IOException {
    Request request =
        new Request.Builder()
            .url(registry.url() + path)
            .header("Accept-Encoding", "identity")
            .header(
                "Accept",
                "*/*, "
                    + MediaType.OCI_INDEX.text()
                    + ", "
                    + MediaType.OCI_MANIFEST.text()
                    + ", "
                    + MediaType.DOCKER_MANIFEST_LIST.text())
            .build();
    try (Response response = http.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return response.body().bytes();
    }
  }
}
