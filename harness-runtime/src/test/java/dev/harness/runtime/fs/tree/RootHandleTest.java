package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootHandleTest {
  @TempDir Path directory;
  private RootHandle handle;

  @BeforeEach
  void open() {
    handle = new RootHandle(Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY)));
  }

  @Test
  void leavesWhatItLentOpen() {
    try (Fd lent = handle.lend()) {
      handle.close();

      assertThat(Filesystem.stat(lent).type()).isEqualTo(FileStat.Type.DIRECTORY);
    }
  }

  @Test
  void refusesEveryUseOnceItIsClosed() {
    RootFiles files = new RootFiles(handle, new Ownership.Single());

    handle.close();

    assertThatThrownBy(() -> files.copyIn("/", InputStream.nullInputStream(), false))
        .isInstanceOf(RootException.Removed.class)
        .hasMessage("cannot reach the container's files: its root was removed meanwhile");
  }
}
