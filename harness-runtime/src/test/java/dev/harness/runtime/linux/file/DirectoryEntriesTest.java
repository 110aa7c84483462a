package dev.harness.runtime.linux.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryEntriesTest {
  @TempDir Path directory;
  private final DirectoryEntries entries = new DirectoryEntries();

  @Test
  void readsNothingFromAnEmptyDirectory() {
    try (Fd fd = open()) {
      assertThat(entries.next(fd)).isEmpty();
    }
  }

  @Test
  void readsNothingFromADirectoryThatWasRemoved() throws IOException {
    try (Fd fd = open()) {
      Files.delete(directory);

      assertThat(entries.next(fd)).isEmpty();
    } finally {
      Files.createDirectory(directory);
    }
  }

  @Test
  void readsNamesAsBytes() {
    byte[] name = {'x', (byte) 0xff, '\n'};
    try (Fd fd = open()) {
      Filesystem.makeDirectory(fd, name, 0755);

      assertThat(entries.next(fd)).containsExactly(name);
    }
  }

  @Test
  void readsAHugeDirectoryInBatches() throws IOException {
    for (int i = 1000; i < 4000; i++) {
      Files.createFile(directory.resolve("file-" + i));
    }
    Set<String> names = new TreeSet<>();
    try (Fd fd = open()) {
      for (List<byte[]> batch = entries.next(fd); !batch.isEmpty(); batch = entries.next(fd)) {
        batch.forEach(name -> names.add(new String(name, StandardCharsets.US_ASCII)));
      }
    }

    assertThat(names).hasSize(3000).contains("file-1000", "file-3999");
  }

  private Fd open() {
    return Filesystem.open(directory, Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY));
  }
}
