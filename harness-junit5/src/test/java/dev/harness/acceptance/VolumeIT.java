package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.CleanupException;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.junit5.Container;
import dev.harness.junit5.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes, directories of the machine and memory, as tests declare them. */
@Tag("every-engine")
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class VolumeIT {
  private static final ContainerSpec SLEEPER =
      ContainerSpec.image("debian.internal/busybox")
          .command("sleep", "1000")
          .waitFor(Wait.forCommand("true"));

  @Test
  void givesTheDatabaseAVolumeOfItsOwner(
      @Container(
              image = "debian.internal/postgresql",
              ports = 5432,
              env = "POSTGRES_PASSWORD=secret")
          RunningContainer db) {
    assertThat(db.exec("stat", "-c", "%U", "/var/lib/postgresql/data").stdout())
        .isEqualTo("postgres\n");
    assertThat(db.exec("grep", "-c", " /var/lib/postgresql/data rw", "/proc/1/mountinfo").stdout())
        .isEqualTo("1\n");
  }

  @Test
  void mountsWhatTheAnnotationSays(
      @Container(
              image = "debian.internal/busybox",
              command = {"sleep", "1000"},
              tmpfs = "/fast")
          RunningContainer box) {
    assertThat(box.exec("grep", "-c", "tmpfs /fast tmpfs", "/proc/mounts").stdout())
        .isEqualTo("1\n");
  }

  @Nested
  class OfAClass {
    @Volume static ContainerVolume data;

    @Container(
        image = "debian.internal/busybox",
        volumes = "data:/written",
        command = {"sh", "-c", "echo shared >/written/note; sleep 1000"})
    static RunningContainer writer;

    @Container(
        image = "debian.internal/busybox",
        volumes = "data:/read",
        command = {"sh", "-c", "until grep shared /read/note; do sleep 0.1; done; sleep 1000"},
        waitForLogLine = "shared")
    static RunningContainer reader;

    @Test
    void sharesTheVolumeOfTheField() {
      assertThat(reader.exec("cat", "/read/note").stdout()).isEqualTo("shared\n");
      assertThat(data.name()).startsWith("harness-");
    }
  }

  @Test
  void sharesAVolumeAndRemovesIt() {
    try (Harness harness = Harness.open();
        ContainerVolume volume = harness.volume()) {
      try (RunningContainer writer = harness.start(SLEEPER.volume(volume, "/data"))) {
        assertThat(writer.exec("sh", "-c", "echo kept >/data/note").exitCode()).isZero();
      }
      RunningContainer reader = harness.start(SLEEPER.volume(volume, "/elsewhere"));

      assertThat(reader.exec("cat", "/elsewhere/note").stdout()).isEqualTo("kept\n");
      assertThatThrownBy(volume::close)
          .isInstanceOf(CleanupException.class)
          .hasMessageContaining("volume is in use");
      reader.close();
    }
  }

  @Test
  void bindsADirectoryOfTheMachine(@TempDir Path directory) throws IOException {
    try (Harness harness = Harness.open()) {
      RunningContainer box =
          harness.start(SLEEPER.bindReadOnly(directory, "/given").tmpfs("/fast"));
      Files.writeString(directory.resolve("later"), "made while it runs\n");

      assertThat(box.exec("cat", "/given/later").stdout()).isEqualTo("made while it runs\n");
      assertThat(box.exec("touch", "/given/x").stderr()).contains("Read-only file system");
      assertThat(box.exec("touch", "/fast/x").exitCode()).isZero();
    }
  }
}
