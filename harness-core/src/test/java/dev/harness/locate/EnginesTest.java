package dev.harness.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.bundle.FakeBundle;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  @TempDir Path directory;

  @Test
  void prefersTheExplicitSetting() {
    Settings settings =
        new Settings(
            Map.of("HARNESS_ENGINE", "unix:///variable.sock", "DOCKER_HOST", "unix:///docker.sock"),
            Map.of("harness.engine", "unix:///property.sock"));

    assertThat(EngineChoice.of(settings))
        .isEqualTo(
            new EngineChoice.Running(
                new EngineAddress.UnixSocketAddress(Path.of("/property.sock")), "harness.engine"));
  }

  @Test
  void takesOursInSpiteOfDockerHostWhenAsked() {
    Settings settings =
        new Settings(
            Map.of("HARNESS_ENGINE", "builtin", "DOCKER_HOST", "unix:///docker.sock"), Map.of());

    assertThat(EngineChoice.of(settings)).isEqualTo(new EngineChoice.BuiltIn());
  }

  @Test
  void takesDockerHostBeforeOurs() {
    Settings settings = new Settings(Map.of("DOCKER_HOST", "tcp://ci:2375"), Map.of());

    assertThat(EngineChoice.of(settings))
        .isEqualTo(
            new EngineChoice.Running(new EngineAddress.TcpAddress("ci", 2375), "DOCKER_HOST"));
    assertThat(EngineChoice.of(new Settings(Map.of("DOCKER_HOST", " "), Map.of())))
        .isEqualTo(new EngineChoice.BuiltIn());
  }

  @Test
  void namesTheSettingThatIsWrong() {
    Settings settings = new Settings(Map.of(), Map.of("harness.engine", "dokcer"));

    assertThatThrownBy(() -> engines(settings).connect())
        .isInstanceOf(NoEngineException.class)
        .hasMessage(
            "The setting harness.engine is wrong: 'dokcer' is not the address of an engine: only"
                + " unix:///path and tcp://host:port are supported.");
  }

  @Test
  void namesTheEngineThatDoesNotAnswer() {
    Path socket = directory.resolve("none.sock");
    Settings settings = new Settings(Map.of("DOCKER_HOST", "unix://" + socket), Map.of());

    assertThatThrownBy(() -> engines(settings).connect())
        .isInstanceOf(NoEngineException.class)
        .hasMessageStartingWith(
            "The engine that DOCKER_HOST names does not answer: Cannot reach the engine: the"
                + " connection to the engine at unix://"
                + socket)
        .hasMessageEndingWith("Start it, or set HARNESS_ENGINE=builtin to use ours.");
  }

  @Test
  void speaksTheVersionOfAnOlderEngine() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder().addHeader("Api-Version", "1.41").body("OK").build());
      server.enqueue(new MockResponse.Builder().body("[]").build());
      String address = "tcp://localhost:" + server.getPort();
      Settings settings = new Settings(Map.of(), Map.of("harness.engine", address));

      try (EngineConnection engine = engines(settings).connect()) {
        assertThat(engine.client().containers().list(false)).isEmpty();
        assertThat(engine.isBuiltIn()).isFalse();
        assertThat(engine.description()).isEqualTo(address);
      }

      assertThat(server.takeRequest().getTarget()).isEqualTo("/_ping");
      assertThat(server.takeRequest().getTarget()).isEqualTo("/v1.41/containers/json");
    }
  }

  @Test
  void saysThatTheEngineIsMissing() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      Engines engines = new Engines(new Settings(Map.of(), Map.of()), empty);

      assertThatThrownBy(engines::connect)
          .isInstanceOf(NoEngineException.class)
          .hasMessage(
              "There is no engine: dev/harness/engine/harness.jar is not on the class path. Add the"
                  + " artifact that brings the engine, or set harness.engine.jar to its jar, or"
                  + " DOCKER_HOST to a running engine.");
    }
  }

  @Test
  void startsTheEngineOfAJar() throws IOException {
    String script = "printf 'ready {\"mode\":\"root\"}\\n'\ncat > /dev/null\n";
    Path jar = FakeBundle.write(directory.resolve("bundle.jar"), script);
    Settings settings = FakeBundle.settings(directory);
    Settings withJar =
        new Settings(
            settings.environment(),
            Map.of("harness.engine.jar", jar.toString(), "harness.engine.cds", "false"));

    try (EngineConnection engine = engines(withJar).connect()) {
      assertThat(engine.isBuiltIn()).isTrue();
      assertThat(engine.description()).isEqualTo("built-in engine, root");
    }
  }

  private static Engines engines(Settings settings) {
    return new Engines(settings, EnginesTest.class.getClassLoader());
  }
}
