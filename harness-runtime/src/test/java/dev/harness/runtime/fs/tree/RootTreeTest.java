package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTreeTest {
  @TempDir Path outside;
  private Path directory;
  private Fd fd;
  private RootTree tree;

  @BeforeEach
  void open() throws IOException {
    directory = Files.createDirectory(outside.resolve("root"));
    fd = Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
    tree = new RootTree(new RootHandle(fd));
  }

  @AfterEach
  void close() {
    fd.close();
  }

  @Test
  void followsAbsoluteLinksInsideTheRoot() throws IOException {
    Files.createDirectories(directory.resolve("usr/bin"));
    Files.writeString(directory.resolve("usr/bin/tool"), "inside");
    Files.createSymbolicLink(directory.resolve("bin"), Path.of("/usr/bin"));

    assertThat(tree.text("/bin/tool", 100)).contains("inside");
  }

  @Test
  void neverLeavesTheRoot() throws IOException {
    Files.writeString(outside.resolve("secret"), "of the host");
    Files.createSymbolicLink(directory.resolve("way"), Path.of("../secret"));

    assertThat(tree.stat("/way")).isEmpty();
    assertThat(tree.stat("/../secret")).isEmpty();
  }

  @Test
  void endsInALoop() throws IOException {
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));

    assertThat(tree.stat("/loop")).isEmpty();
  }

  @Test
  void refusesAFifoInPlaceOfAFile() {
    Filesystem.makeFifo(fd, "passwd".getBytes(StandardCharsets.US_ASCII), 0644);

    assertThatThrownBy(() -> tree.text("/passwd", 100))
        .isInstanceOf(IOException.class)
        .hasMessage("not a regular file: /passwd");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Files.writeString(directory.resolve("passwd"), "x".repeat(101));

    assertThatThrownBy(() -> tree.text("/passwd", 100))
        .isInstanceOf(IOException.class)
        .hasMessage("/passwd is larger than 100 bytes");
  }

  @Test
  void describesWhatALinkLeadsTo() throws IOException {
    Files.createDirectory(directory.resolve("target"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));

    assertThat(tree.stat("/link").map(FileStat::type)).contains(FileStat.Type.DIRECTORY);
  }
}
