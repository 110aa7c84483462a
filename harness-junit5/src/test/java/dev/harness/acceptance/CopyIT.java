package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerAccessException;
import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.files.FileSource;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories on their way into containers and out of them. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class CopyIT {
  private static final ContainerSpec BOX =
      ContainerSpec.image("debian.internal/busybox").command("sleep", "1000");

  @Container(
      image = "debian.internal/busybox",
      command = {"sleep", "1000"})
  static RunningContainer box;

  @TempDir Path directory;

  @Test
  void copiesBeforeTheStart(Harness harness) throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "secret");
    ContainerSpec spec =
        BOX.copy(FileSource.resource("dev/harness/acceptance"), "/classes")
            .copy(FileSource.resource("org/assertj/core/api/Assertions.class"), "/jar/a.class")
            .copy(FileSource.path(key).mode(0600), "/etc/key");

    RunningContainer copied = harness.start(spec);

    assertThat(copied.exec("test", "-s", "/classes/CopyIT.class").exitCode()).isZero();
    assertThat(copied.exec("test", "-s", "/jar/a.class").exitCode()).isZero();
    assertThat(copied.exec("stat", "-c", "%a %U", "/etc/key").stdout()).isEqualTo("600 root\n");
  }

  @Test
  void copiesADirectoryThereAndBack() throws IOException {
    Path in = Files.createDirectories(directory.resolve("in/sub"));
    Path script = Files.writeString(in.resolve("run"), "echo");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));

    box.copyTo(FileSource.path(directory.resolve("in")).keepModes(), "/tmp/tree");
    box.exec("ln", "-s", "sub/run", "/tmp/tree/inside");
    box.exec("ln", "-s", "/etc/passwd", "/tmp/tree/outside");
    box.exec("ln", "/tmp/tree/sub/run", "/tmp/tree/hard");
    box.copyFrom("/tmp/tree", directory.resolve("out"));

    Path out = directory.resolve("out");
    assertThat(out.resolve("sub/run")).hasContent("echo").isExecutable();
    assertThat(out.resolve("inside")).hasContent("echo");
    assertThat(out.resolve("hard")).hasContent("echo");
    assertThat(Files.isSymbolicLink(out.resolve("outside"))).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("hard"))))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void readsWhatItWrites() {
    box.copyTo(FileSource.text("grüße"), "/tmp/text");

    assertThat(box.readText("/tmp/text")).isEqualTo("grüße");
  }

  @Test
  void saysWhatCannotBeCopied(Harness harness) {
    assertThatThrownBy(() -> box.copyTo(FileSource.path(Path.of("/no/such")), "/tmp/x"))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessage("Cannot copy /no/such into container %s: /no/such does not exist here", box);
    assertThatThrownBy(() -> harness.start(BOX.copy(FileSource.path(Path.of("/no")), "/x")))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining(": /no does not exist here");
    box.exec("ln", "-sf", "/etc/passwd", "/tmp/link");
    assertThatThrownBy(() -> box.readText("/tmp/link"))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessage(
            "Cannot read /tmp/link of container %s: it is a symbolic link to /etc/passwd: name what"
                + " it leads to",
            box);
  }
}
