package dev.harness.images.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Descriptor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NamedBlobsTest {
  private static final String ONE = "sha256:" + "1".repeat(64);
  private static final String TWO = "sha256:" + "2".repeat(64);
  private static final String THREE = "sha256:" + "3".repeat(64);

  private static NamedBlobs of(String manifest) {
    return NamedBlobs.of(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private static String blob(String type, String digest) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}".formatted(type, digest);
  }

  @Test
  void areTheConfigurationAndTheLayersOfWhateverTheyAre() {
    NamedBlobs named =
        of(
            "{\"config\":%s,\"layers\":[%s]}"
                .formatted(
                    blob("application/vnd.oci.empty.v1+json", ONE),
                    blob("application/vnd.in-toto+json", TWO)));

    assertThat(named.blobs())
        .extracting(blob -> blob.digest().toString())
        .containsExactly(ONE, TWO);
  }

  @Test
  void areNotLayersThatMayNotBeKeptInRegistries() {
    NamedBlobs named =
        of(
            "{\"layers\":[%s,%s,%s]}"
                .formatted(
                    blob("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", ONE),
                    blob("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", TWO),
                    blob("application/vnd.oci.image.layer.v1.tar+gzip", THREE)));

    assertThat(named.blobs())
        .extracting(Descriptor::digest)
        .map(Object::toString)
        .containsExactly(THREE);
  }

  @Test
  void areNotThoseOfAList() {
    assertThatThrownBy(() -> of("{\"manifests\":[]}"))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessage("the manifest is a list");
  }

  @Test
  void refuseDigestsThatAreNone() {
    assertThatThrownBy(() -> of("{\"config\":%s}".formatted(blob("", "sha256:../../x"))))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageStartingWith("invalid manifest: ");
  }
}
