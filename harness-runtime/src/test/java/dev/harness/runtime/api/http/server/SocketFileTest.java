package dev.harness.runtime.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can reach the socket (H65). */
class SocketFileTest {
  @TempDir Path directory;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keepsOthersOut() throws IOException {
    Path path = directory.resolve("run/api.sock");

    try (SocketFile socket = SocketFile.listen(path)) {
      assertThat(mode(directory.resolve("run"))).isEqualTo("rwx------");
      assertThat(mode(path)).isEqualTo("rw-------");
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void refusesADirectoryWhereOthersWrite() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> SocketFile.listen(directory.resolve("api.sock")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot listen on %s/api.sock: others can write into the directory and could replace"
                + " the socket; choose another socket path",
            directory);
  }

  @Test
  void replacesASocketThatNobodyListensOn() throws IOException {
    Path path = directory.resolve("api.sock");
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }

    try (SocketFile socket = SocketFile.listen(path)) {
      assertThat(socket.channel().isOpen()).isTrue();
    }
  }

  @Test
  void leavesTheSocketOfAnotherEngineAlone() throws IOException {
    Path path = directory.resolve("api.sock");

    try (SocketFile other = SocketFile.listen(path)) {
      assertThatThrownBy(() -> SocketFile.listen(path))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("another engine listens there");
      assertThat(path).exists();
    }
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Path path = Files.createFile(directory.resolve("api.sock"));

    assertThatThrownBy(() -> SocketFile.listen(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a file that is no socket is there");
    assertThat(path).exists();
  }

  @Test
  void doesNotFollowALinkInThePlaceOfTheSocket() throws IOException {
    Path path = directory.resolve("api.sock");
    Files.createSymbolicLink(path, directory.resolve("elsewhere"));

    assertThatThrownBy(() -> SocketFile.listen(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a file that is no socket is there");
    assertThat(directory.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void refusesAPathThatTheKernelWouldCut() {
    Path path = directory.resolve("x".repeat(120));

    assertThatThrownBy(() -> SocketFile.listen(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the kernel allows 107");
  }
}
