package dev.harness.images.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Platform;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDocumentTest {
  private static final String DIFF_ID = "sha256:" + "a".repeat(64);
  private static final String ROOTFS = "'rootfs':{'type':'layers','diff_ids':['" + DIFF_ID + "']}";

  private static ConfigDocument parse(String json) {
    return ConfigDocument.parse(json.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void readsWhatAnImageSays() {
    ConfigDocument document =
        parse(
            "{'architecture':'amd64','os':'linux','created':'2024-05-01T10:00:00.5+02:00','config':{"
                + "'Env':['A=b'],'Entrypoint':['/e'],'Cmd':['c'],'User':'u','WorkingDir':'/w',"
                + "'ExposedPorts':{'5432/tcp':{}},'Volumes':{'/v':{}},'Labels':{'l':'m'},"
                + "'StopSignal':'SIGINT','Shell':['/s'],'Healthcheck':{'Test':['NONE'],"
                + "'Interval':1000000000,'Retries':3}},"
                + ROOTFS
                + "}");

    ImageConfig config = document.config();
    assertThat(document.platform()).hasToString("linux/amd64");
    assertThat(document.created()).isEqualTo(Instant.parse("2024-05-01T08:00:00.5Z"));
    assertThat(document.diffIds()).hasToString("[" + DIFF_ID + "]");
    assertThat(config.env()).containsExactly("A=b");
    assertThat(config.entrypoint()).containsExactly("/e");
    assertThat(config.cmd()).containsExactly("c");
    assertThat(config.user()).isEqualTo("u");
    assertThat(config.workingDir()).isEqualTo("/w");
    assertThat(config.exposedPorts()).containsExactly("5432/tcp");
    assertThat(config.volumes()).containsExactly("/v");
    assertThat(config.labels()).containsEntry("l", "m");
    assertThat(config.stopSignal()).isEqualTo("SIGINT");
    assertThat(config.shell()).containsExactly("/s");
    assertThat(config.healthcheck())
        .hasValueSatisfying(
            check -> {
              assertThat(check.test()).containsExactly("NONE");
              assertThat(check.interval()).isEqualTo(Duration.ofSeconds(1));
              assertThat(check.timeout()).isEqualTo(Duration.ZERO);
              assertThat(check.retries()).isEqualTo(3);
            });
  }

  @Test
  void takesNullForAbsent() {
    ConfigDocument document =
        parse("{'config':{'Env':null,'Cmd':null,'Volumes':null,'Labels':null}," + ROOTFS + "}");

    assertThat(document.config()).isEqualTo(ImageConfig.none());
    assertThat(document.created()).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 'rootfs' in the image configuration is missing",
        "{'rootfs':{'type':'tree'}} | is not made of layers",
        "{'rootfs':{'type':'layers','diff_ids':['x']}} | it is written algorithm:hex",
        "{'rootfs':{'type':'layers'},'created':'yesterday'} | 'created' is no time",
        "{'rootfs':{'type':'layers'},'os':'../x'} | invalid platform",
        "{'rootfs':{'type':'layers'},'config':{'Env':'A=b'}} | 'Env' in 'config' in the image",
      })
  void refusesWhatIsNoConfiguration(String json, String why) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesAnotherNumberOfLayers() {
    assertThatThrownBy(() -> parse("{" + ROOTFS + "}").checkLayers(2))
        .isInstanceOf(ManifestException.Invalid.class)
        .hasMessage("the manifest has 2 layers, the image configuration 1");
  }

  @Test
  void refusesAnotherPlatform() {
    ConfigDocument document = parse("{'os':'linux','architecture':'arm64'," + ROOTFS + "}");

    assertThatThrownBy(() -> document.checkPlatform(Platform.parse("linux/amd64")))
        .isInstanceOf(ManifestException.NoSuchPlatform.class)
        .hasMessageContaining("made for linux/arm64, wanted is linux/amd64");
  }
}
