package dev.harness.runtime.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.fs.tree.RootHandle;
import dev.harness.runtime.fs.tree.RootTree;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableSearchTest {
  @TempDir Path directory;
  private Fd fd;
  private ExecutableSearch search;

  @BeforeEach
  void open() throws IOException {
    fd = Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
    search = new ExecutableSearch(new RootTree(new RootHandle(fd)));
    file("bin/tool", "rw-r--r--");
    file("usr/bin/tool", "rwxr-xr-x");
    file("work/own", "rwxr-xr-x");
  }

  @AfterEach
  void close() {
    fd.close();
  }

  private void file(String path, String permissions) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void takesTheFirstExecutableOnThePath() {
    assertThat(search.find("tool", "/bin:/usr/bin", "/")).contains("/usr/bin/tool");
  }

  @Test
  void findsNothingThatIsNotThere() {
    assertThat(search.find("other", "/bin:/usr/bin", "/")).isEmpty();
  }

  @Test
  void takesAPathAsItIs() {
    assertThat(search.find("/no/such/file", "/bin", "/")).contains("/no/such/file");
  }

  @Test
  void takesARelativePathFromTheWorkingDirectory() {
    assertThat(search.find("./own", "/bin", "/work")).contains("/work/./own");
  }

  @Test
  void emptyEntryIsTheWorkingDirectory() {
    assertThat(search.find("own", "", "/work")).contains("/work/./own");
  }
}
