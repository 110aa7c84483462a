package dev.harness.runtime.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {
  @TempDir Path directory;

  @Test
  void deletesWhatItTook() throws IOException {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("deep"));
    Trash trash = new Trash(directory.resolve("trash"));

    trash.take(tree);
    trash.close();

    assertThat(tree).doesNotExist();
    assertThat(directory.resolve("trash")).isEmptyDirectory();
  }

  @Test
  void leavesToTheNextEngineWhatComesAfterItsClose() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("late"));
    Trash trash = new Trash(directory.resolve("trash"));
    trash.close();

    trash.take(tree);

    assertThat(tree).doesNotExist();
    assertThat(directory.resolve("trash/1")).isDirectory();
  }
}
