package dev.harness.images.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemovalTest {
  @TempDir private Path directory;

  private Path chain(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name + ("/" + "d".repeat(99)).repeat(30)));
  }

  @Test
  void deletesWhatIsDeeperThanAPathIsLong() throws IOException {
    Path first = chain("first");
    Path second = chain("second");
    Files.createFile(second.resolve("file"));
    Files.move(directory.resolve("second"), first.resolve("second"));

    TreeRemoval.delete(directory.resolve("first"));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void deletesClosedDirectoriesAndFollowsNoLinks() throws IOException {
    Path kept = Files.createFile(Files.createDirectory(directory.resolve("kept")).resolve("file"));
    Path closed = Files.createDirectories(directory.resolve("tree/closed/inner"));
    Files.createSymbolicLink(closed.resolve("link"), kept.getParent());
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

    TreeRemoval.delete(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void takesWhatIsNotThereForDeleted() throws IOException {
    TreeRemoval.delete(directory.resolve("nothing"));

    assertThat(directory).isEmptyDirectory();
  }
}
