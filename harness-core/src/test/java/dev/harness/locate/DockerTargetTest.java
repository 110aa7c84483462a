package dev.harness.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.digest.Sha256;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineAddress.TcpAddress;
import dev.harness.engineapi.client.EngineAddress.TlsAddress;
import dev.harness.engineapi.client.EngineAddress.UnixSocketAddress;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Settings;
import dev.harness.locate.user.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which engine is meant by what Docker's command line goes by. */
class DockerTargetTest {
  @TempDir Path home;

  private Settings settings(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("HOME", home.toString());
    return new Settings(all, Map.of());
  }

  private EngineAddress chosen(Map<String, String> variables) {
    return ((EngineChoice.Running) EngineChoice.of(settings(variables))).address();
  }

  private Path directory(String kind, String context) throws IOException {
    return Files.createDirectories(
        home.resolve(".docker").resolve("contexts").resolve(kind).resolve(Sha256.of(context)));
  }

  private void writeContext(String name, String endpoint) throws IOException {
    Files.writeString(
        directory("meta", name).resolve("meta.json"),
        "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":%s}}"
            .formatted(name, endpoint));
  }

  private void choose(String context) throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve(".docker")).resolve("config.json"),
        "{\"auths\":{},\"currentContext\":\"" + context + "\"}");
  }

  @Test
  void looksForContextsWhereDockerPutsThem() {
    assertThat(Sha256.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void takesTheContextThatTheVariableNames() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2375\"}");

    assertThat(chosen(Map.of("DOCKER_CONTEXT", "build"))).isEqualTo(new TcpAddress("build", 2375));
  }

  @Test
  void takesTheHostBeforeTheContext() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2375\"}");

    assertThat(chosen(Map.of("DOCKER_CONTEXT", "build", "DOCKER_HOST", "unix:///run/docker.sock")))
        .isEqualTo(new UnixSocketAddress(Path.of("/run/docker.sock")));
  }

  @Test
  void speaksTlsWhereTheContextHasCertificates() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2376\",\"SkipTLSVerify\":false}");
    Path certificates = Files.createDirectory(directory("tls", "build").resolve("docker"));

    assertThat(chosen(Map.of("DOCKER_CONTEXT", "build")))
        .isEqualTo(new TlsAddress("build", 2376, certificates));
  }

  @Test
  void leavesOursAloneWhenAContextIsMerelyChosen() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2375\"}");
    choose("build");

    assertThat(EngineChoice.of(settings(Map.of()))).isEqualTo(new EngineChoice.BuiltIn());
  }

  @Test
  void takesTheChosenContextWhenDockerIsAskedFor() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2375\"}");
    choose("build");

    assertThat(chosen(Map.of("HARNESS_ENGINE", "docker"))).isEqualTo(new TcpAddress("build", 2375));
  }

  @Test
  void takesTheEngineOfThisMachineWhenThereIsNoContext() {
    UnixSocketAddress usual = new UnixSocketAddress(Path.of("/var/run/docker.sock"));

    assertThat(chosen(Map.of("HARNESS_ENGINE", "docker"))).isEqualTo(usual);
    assertThat(chosen(Map.of("DOCKER_CONTEXT", "default"))).isEqualTo(usual);
  }

  @Test
  void takesDockersWhereOursCannotRun() throws IOException {
    writeContext("desktop-linux", "{\"Host\":\"unix:///Users/x/.docker/run/docker.sock\"}");
    choose("desktop-linux");
    Settings mac = new Settings(Map.of("HOME", home.toString()), Map.of("os.name", "Mac OS X"));

    assertThat(((EngineChoice.Running) EngineChoice.of(mac)).address())
        .isEqualTo(new UnixSocketAddress(Path.of("/Users/x/.docker/run/docker.sock")));
  }

  @Test
  void saysThatThereIsNoSuchContext() {
    assertThatThrownBy(() -> chosen(Map.of("DOCKER_CONTEXT", "none")))
        .isInstanceOf(NoEngineException.class)
        .hasMessage(
            "There is no Docker context none, which DOCKER_CONTEXT names. docker context ls tells"
                + " which there are.");
  }

  @Test
  void saysThatTheContextIsDamaged() throws IOException {
    Files.writeString(directory("meta", "build").resolve("meta.json"), "{\"Name\":");

    assertThatThrownBy(() -> chosen(Map.of("DOCKER_CONTEXT", "build")))
        .isInstanceOf(NoEngineException.class)
        .hasMessageStartingWith("Cannot find out which engine Docker's command line uses: ")
        .hasMessageContaining("meta.json");
  }

  @Test
  void refusesToBelieveAnybody() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2376\",\"SkipTLSVerify\":true}");

    assertThatThrownBy(() -> chosen(Map.of("DOCKER_CONTEXT", "build")))
        .isInstanceOf(NoEngineException.class)
        .hasMessageContaining("SkipTLSVerify");
  }

  @Test
  void prefersTheEnvironmentToFiles() throws IOException {
    writeContext("build", "{\"Host\":\"tcp://build:2375\"}");
    Settings both =
        new Settings(
            Map.of("HOME", home.toString(), "DOCKER_CONTEXT", "build"),
            Map.of(),
            List.of(new SettingsFile("file", Map.of("docker.host", "tcp://other:2375"))));

    assertThat(EngineChoice.of(both))
        .isEqualTo(new EngineChoice.Running(new TcpAddress("build", 2375), "DOCKER_CONTEXT=build"));
    assertThat(EngineChoice.of(new Settings(Map.of(), Map.of(), both.files())))
        .isEqualTo(new EngineChoice.Running(new TcpAddress("other", 2375), "docker.host in file"));
  }

  @Test
  void refusesCertificatesThatAreNotThere() throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("DOCKER_HOST", "tcp://ci:2376");
    variables.put("DOCKER_TLS_VERIFY", "1");
    variables.put("DOCKER_CERT_PATH", home.resolve("typo").toString());

    assertThatThrownBy(() -> chosen(variables))
        .isInstanceOf(NoEngineException.class)
        .hasMessage(
            "The engine that DOCKER_HOST names is to be spoken to by TLS (DOCKER_TLS_VERIFY), but"
                + " there is no %s/typo/ca.pem to check it with, nor the directory. Let"
                + " DOCKER_CERT_PATH name the directory of ca.pem, cert.pem and key.pem.",
            home);

    Files.createDirectory(home.resolve("typo"));
    assertThatThrownBy(() -> chosen(variables))
        .hasMessageContaining("there is no %s/typo/ca.pem to check it with. Let", home);
  }

  @Test
  void speaksTlsWhenToldTo() throws IOException {
    Files.createFile(Files.createDirectory(home.resolve(".docker")).resolve("ca.pem"));
    Path certificates = Files.createDirectory(home.resolve("certificates"));
    Files.createFile(certificates.resolve("ca.pem"));

    assertThat(chosen(Map.of("DOCKER_HOST", "tcp://ci:2376", "DOCKER_TLS_VERIFY", "1")))
        .isEqualTo(new TlsAddress("ci", 2376, home.resolve(".docker")));
    assertThat(
            chosen(
                Map.of(
                    "DOCKER_HOST", "tcp://ci:2376",
                    "DOCKER_TLS_VERIFY", "1",
                    "DOCKER_CERT_PATH", certificates.toString())))
        .isEqualTo(new TlsAddress("ci", 2376, certificates));
    assertThat(chosen(Map.of("DOCKER_HOST", "unix:///x.sock", "DOCKER_TLS_VERIFY", "1")))
        .isEqualTo(new UnixSocketAddress(Path.of("/x.sock")));
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://me@build, ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock me@build",
    "npipe:////./pipe/docker_engine, Let the engine listen on tcp://localhost:2375",
  })
  void saysWhatToDoInstead(String host, String advice) {
    assertThatThrownBy(() -> chosen(Map.of("DOCKER_HOST", host)))
        .isInstanceOf(NoEngineException.class)
        .hasMessageStartingWith("The setting DOCKER_HOST is wrong: '" + host + "' cannot be used: ")
        .hasMessageContaining(advice);
  }
}
