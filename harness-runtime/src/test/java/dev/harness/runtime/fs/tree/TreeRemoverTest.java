package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemoverTest {
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final byte[] LONG_NAME = "d".repeat(200).getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void deletesATreeWithLinksButNotWhatTheyPointTo() throws IOException {
    Path victim = Files.createDirectory(directory.resolve("victim"));
    Files.writeString(victim.resolve("kept"), "content");
    Path tree = Files.createDirectories(directory.resolve("tree/sub"));
    Files.createSymbolicLink(tree.resolve("link"), victim);
    Files.writeString(tree.resolve("file"), "x");

    TreeRemover.remove(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
    assertThat(victim.resolve("kept")).hasContent("content");
  }

  @Test
  void deletesALinkItself() throws IOException {
    Path victim = Files.createDirectory(directory.resolve("victim"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), victim);

    TreeRemover.remove(link);

    assertThat(directory).isDirectoryNotContaining("glob:**/link");
    assertThat(victim).isDirectory();
  }

  @Test
  void deletesDirectoriesThatTheirOwnerMayNotEnter() throws IOException {
    Path closed = Files.createDirectories(directory.resolve("tree/work/work"));
    Files.createDirectory(closed.resolve("inside"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        directory.resolve("tree/work"), PosixFilePermissions.fromString("r--------"));

    TreeRemover.remove(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
  }

  @Test
  void deletesATreeDeeperThanAPathCanBe() throws IOException {
    nest(50);

    TreeRemover.remove(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
  }

  /** Makes directories in one another, whose names together are longer than a path may be. */
  private void nest(int depth) throws IOException {
    Fd here = Filesystem.open(Files.createDirectory(directory.resolve("tree")), DIRECTORY);
    for (int i = 0; i < depth; i++) {
      Filesystem.makeDirectory(here, LONG_NAME, 0755);
      Fd next = Filesystem.openIn(here, LONG_NAME, DIRECTORY, 0, Set.of(Resolution.BENEATH));
      here.close();
      here = next;
    }
    here.close();
  }

  @Test
  void deletesManyFilesAndDirectories() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    for (int i = 0; i < 1000; i++) {
      Files.createFile(tree.resolve("a-file-with-a-long-name-" + i));
      Files.createDirectory(tree.resolve("a-directory-with-a-long-name-" + i));
    }

    TreeRemover.remove(tree);

    assertThat(tree).doesNotExist();
  }

  @Test
  void isContentWhenThereIsNothing() {
    assertThatCode(() -> TreeRemover.remove(directory.resolve("none"))).doesNotThrowAnyException();
  }
}
