package dev.harness.runtime.api.http.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A listening UNIX socket that only this user can reach: mode 0600 in a directory where nobody else
 * can write (H65).
 */
final class SocketFile implements AutoCloseable {
  /** What fits into {@code sun_path} with its terminating zero. */
  private static final int MAX_PATH_BYTES = 107;

  private static final int BACKLOG = 128;

  private final Path path;
  private final ServerSocketChannel channel;
  private final String owner;

  private SocketFile(Path path, ServerSocketChannel channel, String owner) {
    this.path = path;
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * Listens; makes the directory with mode 0700 when it is missing and replaces a socket that
   * nobody listens on.
   *
   * @throws UncheckedIOException saying what is wrong with the path
   */
  static SocketFile listen(Path path) {
    try {
      checkLength(path);
      prepareDirectory(path);
      removeStale(path);
      return bind(path);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + path + ": " + e.getMessage() + "; choose another socket path", e);
    }
  }

  private static void checkLength(Path path) throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_PATH_BYTES) {
      throw new IOException(
          "the path has " + length + " bytes, the kernel allows " + MAX_PATH_BYTES);
    }
  }

  private static void prepareDirectory(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("it is the root directory");
    }
    if (!Files.exists(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others can write into the directory and could replace the socket");
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS).containsValue(true)) {
      throw new IOException("a file that is no socket is there");
    }
    try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException("another engine listens there");
    } catch (ConnectException nobodyListens) {
      Files.delete(path);
    }
  }

  private static SocketFile bind(Path path) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
      return new SocketFile(path, channel, owner);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The listening channel, blocking. */
  ServerSocketChannel channel() {
    return channel;
  }

  /** The user to whom the socket belongs, as the system names or numbers it. */
  String owner() {
    return owner;
  }

  /** Stops listening and removes the file. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      Files.deleteIfExists(path);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
