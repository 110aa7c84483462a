package dev.harness.images.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDocumentTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String CONFIG =
      "{'mediaType':'application/vnd.oci.image.config.v1+json','digest':'" + A + "','size':2}";
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  private static ManifestDocument parse(String json, String label) {
    return ManifestDocument.parse(json.replace('\'', '"').getBytes(UTF_8), label);
  }

  private static String entry(char digit, String platform, String more) {
    return "{'mediaType':'%s','digest':'sha256:%s','size':1,'platform':{%s}%s}"
        .formatted(OCI_MANIFEST, String.valueOf(digit).repeat(64), platform, more);
  }

  private static String chosen(String wanted, String... entries) {
    ImageIndex index = (ImageIndex) parse("{'manifests':[" + String.join(",", entries) + "]}", "");
    return index.choose(Platform.parse(wanted)).digest().hex().substring(0, 1);
  }

  @Test
  void readsAManifest() {
    ManifestDocument document =
        parse(
            "{'schemaVersion':2,'config':" + CONFIG + ",'layers':[" + CONFIG + "]}", "text/plain");

    assertThat(document).isInstanceOf(ImageManifest.class);
    assertThat(((ImageManifest) document).layers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'manifests':[],'layers':[]} | | at once",
        "{'manifests':[],'config':{}} | | at once",
        "{'schemaVersion':1,'fsLayers':[]} | | schema 1",
        "{'mediaType':'application/vnd.docker.distribution.manifest.v1+prettyjws'} | | schema 1",
        "{'manifests':[]} | application/vnd.oci.image.manifest.v1+json | labelled",
        "{'mediaType':'application/vnd.oci.image.index.v1+json','layers':[]} | | no image",
        "{'mediaType':'text/html','layers':[]} | | no image, its type is 'text/html'",
        "{} | | describes no image",
        "[] | | is no JSON object",
        "{'layers':[],'layers':[]} | | Duplicate field",
        "{'layers':[]} {} | | Trailing token",
        "{'layers':[]} | | 'config' in the manifest is missing",
        "{'config':{'digest':'md5:1','size':1}} | | unsupported digest algorithm",
        "{'config':{'digest':'sha256:../x','size':1}} | | invalid digest",
        "{'config':{'digest':7,'size':1}} | | 'digest' in 'config' in the manifest is no text",
      })
  void refusesWhatDescribesNoImage(String json, String label, String why) {
    assertThatThrownBy(() -> parse(json, label == null ? "" : label))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775808", "1.5", "'1'", "1e400"})
  void refusesBadSizes(String size) {
    String json = "{'config':" + CONFIG.replace(":2}", ":" + size + "}") + ",'layers':[]}";

    assertThatThrownBy(() -> parse(json, ""))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageContaining("invalid manifest");
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> parse("{'a':" + "[".repeat(100_000), ""))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void refusesMoreLayersThanCanBeStacked() {
    String layers = (CONFIG + ",").repeat(500) + CONFIG;

    assertThatThrownBy(() -> parse("{'config':" + CONFIG + ",'layers':[" + layers + "]}", ""))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessage("the image has 501 layers, at most 500 can be stacked");
  }

  @Test
  void refusesArtifactsThatAreNoImage() {
    String chart = CONFIG.replace("oci.image.config", "cncf.helm.config");

    assertThatThrownBy(() -> parse("{'config':" + chart + ",'layers':[]}", OCI_MANIFEST))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageContaining("but content of the type 'application/vnd.cncf.helm.config.v1+json'");
  }

  @Test
  void choosesThePlatform() {
    String amd64 = entry('1', "'os':'linux','architecture':'amd64'", "");
    String arm64 = entry('2', "'os':'linux','architecture':'arm64','variant':'v8'", "");
    String again = entry('3', "'os':'linux','architecture':'amd64'", "");

    assertThat(chosen("linux/amd64", arm64, amd64, again)).isEqualTo("1");
    assertThat(chosen("linux/arm64", amd64, arm64)).isEqualTo("2");
  }

  @Test
  void choosesTheNearestVariant() {
    String v5 = entry('1', "'os':'linux','architecture':'arm','variant':'v5'", "");
    String v6 = entry('2', "'os':'linux','architecture':'arm','variant':'v6'", "");
    String v8 = entry('3', "'os':'linux','architecture':'arm','variant':'v8'", "");

    assertThat(chosen("linux/arm/v7", v5, v6, v8)).isEqualTo("2");
  }

  @Test
  void skipsAttestationsAndSignatures() {
    String unknown = entry('1', "'os':'unknown','architecture':'unknown'", "");
    String attestation =
        entry(
            '2',
            "'os':'linux','architecture':'amd64'",
            ",'annotations':{'vnd.docker.reference.type':'attestation-manifest'}");
    String signature =
        entry('4', "'os':'linux','architecture':'amd64'", ",'artifactType':'application/x'");
    String image = entry('3', "'os':'linux','architecture':'amd64'", "");

    assertThat(chosen("linux/amd64", unknown, attestation, signature, image)).isEqualTo("3");
  }

  @Test
  void listsThePlatformsThatThereAre() {
    String arm64 = entry('2', "'os':'linux','architecture':'arm64'", "");
    String s390x = entry('3', "'os':'linux','architecture':'s390x'", "");

    assertThatThrownBy(() -> chosen("linux/amd64", arm64, s390x))
        .isInstanceOf(ManifestException.NoSuchPlatform.class)
        .hasMessage(
            "no matching manifest for linux/amd64 in the manifest list entries;"
                + " there are: linux/arm64, linux/s390x");
  }

  @Test
  void takesTheLabelWithItsParameters() {
    assertThat(parse("{'manifests':[]}", OCI_INDEX + "; charset=utf-8"))
        .isInstanceOf(ImageIndex.class);
  }
}
