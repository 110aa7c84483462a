package dev.harness.locate.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.CallingUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private final int uid = CallingUser.ofThisProcess().uid();

  @TempDir Path directory;

  @Test
  void makesAPrivateDirectoryAndDeletesIt() throws IOException {
    Path place = directory.resolve("harness");

    RunDirectory run = RunDirectory.create(List.of(place), uid);

    assertThat(run.path()).hasParent(place);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
        .isEqualTo("rwx------");

    run.close();
    run.close();

    assertThat(run.path()).doesNotExist();
  }

  @Test
  void refusesAPlaceThatOthersPrepared() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> RunDirectory.create(List.of(link, open), uid))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "Cannot make a directory for the engine's socket: "
                + link
                + " is not a directory; "
                + open
                + " is open to others (mode rwxrwxrwx, expected rwx------). Set XDG_RUNTIME_DIR to"
                + " a short path that only you can enter.");
  }

  @Test
  void refusesAPlaceOfAnotherUser() throws IOException {
    Path place = Files.createDirectory(directory.resolve("harness"));

    assertThatThrownBy(() -> RunDirectory.create(List.of(place), uid + 1))
        .isInstanceOf(BootException.class)
        .hasMessageContaining(place + " belongs to another user");
  }

  @Test
  void takesAShorterPlaceWhenAPathIsTooLongForASocket() {
    Path tooLong = directory.resolve("x".repeat(100));
    Path place = directory.resolve("harness");

    try (RunDirectory run = RunDirectory.create(List.of(tooLong, place), uid)) {
      assertThat(run.path()).hasParent(place);
    }
  }
}
