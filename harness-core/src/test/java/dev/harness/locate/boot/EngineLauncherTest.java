package dev.harness.locate.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.bundle.EngineBundle;
import dev.harness.locate.bundle.FakeBundle;
import dev.harness.locate.bundle.UnpackedEngine;
import dev.harness.locate.user.BootException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineLauncherTest {
  private static final String READY =
      "printf 'ready {\"mode\":\"rootless\",\"socket\":\"s\"}\\n'\n";
  private static final String HOLD = "cat > /dev/null\n";

  @TempDir Path directory;

  @Test
  void holdsAnEngineUntilItIsClosed() throws IOException {
    List<EngineAddress> spawned = new ArrayList<>();
    EngineProcess engine =
        launcher(READY + HOLD + "echo over > \"$HOME/over\"\n").launch(spawned::add);

    assertThat(engine.mode()).isEqualTo("rootless");
    assertThat(engine.process().isAlive()).isTrue();
    assertThat(spawned).containsExactly(engine.address());
    assertThat(directory.resolve("over")).doesNotExist();

    engine.close();
    engine.close();

    assertThat(engine.process().isAlive()).isFalse();
    assertThat(directory.resolve("over")).exists();
    assertThat(directory.resolve("run")).isEmptyDirectory();
  }

  @Test
  void tellsTheEngineWhereItsFilesAre() throws IOException {
    String script = "printf '%s\\n' \"$@\" > \"$HOME/arguments\"\n" + READY + HOLD;

    try (EngineProcess engine = launcher(script).launch(address -> {})) {
      List<String> arguments = Files.readAllLines(directory.resolve("arguments"));

      assertThat(arguments).first().asString().endsWith("/bin/java");
      assertThat(arguments).contains("-XX:+UseSerialGC", "-Xmx128m");
      assertThat(arguments.subList(arguments.indexOf("-cp") + 1, arguments.size()))
          .satisfiesExactly(
              jar -> assertThat(jar).startsWith(directory + "/cache/harness/engine/"),
              main -> assertThat(main).isEqualTo("dev.harness.runtime.boot.EngineMain"),
              option -> assertThat(option).isEqualTo("--socket"),
              socket -> assertThat("unix://" + socket).isEqualTo(engine.address().toString()),
              option -> assertThat(option).isEqualTo("--data"),
              data -> assertThat(data).isEqualTo(directory + "/data"),
              option -> assertThat(option).isEqualTo("--run"),
              run -> assertThat(run).startsWith(directory + "/run/"));
    }
  }

  @Test
  void keepsSecretsFromTheEngine() throws IOException {
    String script = "env > \"$HOME/environment\"\n" + READY + HOLD;

    try (EngineProcess engine = launcher(script).launch(address -> {})) {
      assertThat(engine.mode()).isNotEmpty();
      assertThat(Files.readString(directory.resolve("environment")))
          .contains("HARNESS_DATA=" + directory + "/data")
          .doesNotContain("AWS_SECRET_ACCESS_KEY", "JAVA_TOOL_OPTIONS");
    }
  }

  @Test
  void namesTheStepThatFailed() throws IOException {
    EngineLauncher launcher = launcher("printf 'F\\002\\000\\000\\000\\026\\000\\000\\000'\n");

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "Cannot start the engine: unshare NEWNS|NEWPID: EINVAL (invalid argument). Or set"
                + " DOCKER_HOST to use another engine.");
  }

  @Test
  void passesOnWhyTheEngineCannotStart() throws IOException {
    EngineLauncher launcher = launcher("echo 'error the data directory is full'\n");

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessage("Cannot start the engine: the data directory is full");
  }

  @Test
  void showsTheLogOfAnEngineThatEnds() throws IOException {
    EngineLauncher launcher = launcher("echo 'no such class' >&2\nexit 3\n");

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "Cannot start the engine: it ended with exit code 3 before it was ready. Its log ends"
                + " with:\nno such class");
    assertThat(directory.resolve("run")).isEmptyDirectory();
  }

  @Test
  void givesUpOnAnEngineThatIsNeverReady() throws IOException {
    EngineLauncher launcher = launcher(HOLD, "1");

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "Cannot start the engine: it was not ready after 1 s. A slow machine needs more:"
                + " -Dharness.engine.timeout=4. Its log is empty.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "30s", "10000", "1.5"})
  void refusesALimitThatIsNoNumberOfSeconds(String seconds) {
    assertThatThrownBy(() -> launcher(HOLD, seconds))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "harness.engine.timeout is '%s'; it takes seconds, from 1 to 9999".formatted(seconds));
  }

  @Test
  void refusesAnUnknownReport() throws IOException {
    EngineLauncher launcher = launcher("echo Picked up options\n");

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessageStartingWith("Cannot start the engine: it sent an unexpected byte 80.");
  }

  @Test
  void replacesADamagedEngineOnce() throws IOException {
    EngineLauncher launcher = launcher(READY + HOLD);
    launcher.launch(address -> {}).close();
    damage();
    List<EngineAddress> spawned = new ArrayList<>();

    try (EngineProcess engine = launcher.launch(spawned::add)) {
      assertThat(engine.mode()).isEqualTo("rootless");
      assertThat(spawned).hasSize(2).last().isEqualTo(engine.address());
    }
  }

  @Test
  void saysThatTheLauncherCannotBeExecuted() throws IOException {
    EngineLauncher launcher = launcher(READY + HOLD);
    launcher.launch(address -> {}).close();
    UnpackedEngine unpacked = unpacked();
    for (String mode : List.of("root", "rootless")) {
      for (String architecture : List.of("x86_64", "aarch64")) {
        Files.delete(unpacked.launcher("boot-" + architecture + "-" + mode));
      }
    }

    assertThatThrownBy(() -> launcher.launch(address -> {}))
        .isInstanceOf(BootException.class)
        .hasMessageContaining("Cannot execute " + unpacked.directory())
        .hasMessageContaining("set XDG_CACHE_HOME to a directory where programs may be executed");
  }

  private void damage() throws IOException {
    UnpackedEngine unpacked = unpacked();
    byte[] jar = Files.readAllBytes(unpacked.jar());
    jar[jar.length / 2]++;
    Files.write(unpacked.jar(), jar);
    for (String mode : List.of("root", "rootless")) {
      for (String architecture : List.of("x86_64", "aarch64")) {
        Files.writeString(
            unpacked.launcher("boot-" + architecture + "-" + mode), "#!/bin/sh\nexit 1\n");
      }
    }
  }

  private UnpackedEngine unpacked() {
    Path jar = directory.resolve("bundle.jar");
    return new UnpackedEngine(
        directory.resolve("cache/harness/engine").resolve(EngineBundle.ofJar(jar).id()));
  }

  private EngineLauncher launcher(String script) throws IOException {
    return launcher(script, "30");
  }

  private EngineLauncher launcher(String script, String seconds) throws IOException {
    Path jar = FakeBundle.write(directory.resolve("bundle.jar"), script);
    return new EngineLauncher(EngineBundle.ofJar(jar), FakeBundle.settings(directory, seconds));
  }
}
