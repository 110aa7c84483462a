package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * A file or a directory that can be put into containers. Immutable.
 *
 * <pre>{@code
 * ContainerSpec.image("postgres:16")
 *     .copy(FileSource.resource("schema.sql"), "/docker-entrypoint-initdb.d/schema.sql")
 *     .copy(FileSource.path(key).mode(0600), "/var/lib/postgresql/server.key")
 * }</pre>
 *
 * <p>In the container everything belongs to root. Files are readable for all, and executable for
 * all when they are so for their owner here: what a checkout lets others do is rarely meant for a
 * container. {@link #mode} and {@link #keepModes} change that.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class FileSource {
  private final FileContent content;
  private final FileModes modes;

  private FileSource(FileContent content, FileModes modes) {
    this.content = content;
    this.modes = modes;
  }

  private static FileSource of(FileContent content) {
    return new FileSource(content, FileModes.FOR_ALL);
  }

  /** A file with this text, in UTF-8. */
  public static FileSource text(String text) {
    return of(new FileContent.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A file with these bytes, of which a copy is made. */
  public static FileSource bytes(byte[] bytes) {
    return of(new FileContent.Bytes(bytes.clone()));
  }

  /**
   * A file of this machine, or a directory with all that is in it; symbolic links are followed.
   *
   * @param path read whenever it is copied; relative to the working directory
   */
  public static FileSource path(Path path) {
    return of(new FileContent.OnDisk(path));
  }

  /**
   * A file of the class path, or a directory of it with all that is in it, be it a directory of the
   * machine or one in a jar. Of a directory that several places have the first is taken. It is
   * looked for by the thread's context class loader.
   *
   * @param name as {@code db/schema.sql}; a slash in front is ignored
   * @throws IllegalArgumentException when the class path has no such thing
   */
  public static FileSource resource(String name) {
    return of(ResourceContent.find(name));
  }

  /**
   * Gives the file, or all files of the directory, these permissions; directories stay open to all.
   *
   * @param mode as {@code 0600}
   * @throws IllegalArgumentException when it is more than permissions
   */
  public FileSource mode(int mode) {
    return new FileSource(content, FileModes.of(mode));
  }

  /** Gives files and directories the permissions that they have here, where those are known. */
  public FileSource keepModes() {
    return new FileSource(content, FileModes.KEPT);
  }

  /**
   * Adds it to an archive.
   *
   * @param name in the archive
   */
  void writeTo(TarWriter tar, String name) throws IOException {
    content.writeTo(tar, name, modes);
  }

  /** Fails for what is not there, before anything is sent. */
  void requireReadable() throws IOException {
    content.requireReadable();
  }

  @Override
  public String toString() {
    return content.toString();
  }
}
