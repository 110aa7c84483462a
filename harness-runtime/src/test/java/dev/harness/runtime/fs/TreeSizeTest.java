package dev.harness.runtime.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeSizeTest {
  @Test
  void countsEachFileOnceAndFollowsNoLinks(@TempDir Path directory) throws IOException {
    Path below = Files.createDirectories(directory.resolve("a/b"));
    Path file = Files.write(below.resolve("file"), new byte[1000]);
    Files.createLink(directory.resolve("again"), file);
    Files.createSymbolicLink(directory.resolve("link"), file);
    Files.write(directory.resolve("other"), new byte[24]);

    assertThat(TreeSize.of(directory)).isEqualTo(1024);
  }
}
