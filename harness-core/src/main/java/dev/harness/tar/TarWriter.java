package dev.harness.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes files of root to an archive. Names that do not fit into a header get an extended one
 * (pax).
 */
public final class TarWriter implements AutoCloseable {
  static final int BLOCK = 512;

  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  private final OutputStream out;

  /** Does not take ownership of {@code out}. */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a file with the given bytes; its mode is rw-r--r--. */
  public void file(String name, byte[] content) throws IOException {
    header(name, TarHeader.FILE, FILE_MODE, content.length);
    out.write(content);
    pad(content.length);
  }

  /**
   * Writes a file or a directory with all that is in it. Of the mode only the owner's right to
   * execute counts, for all: others are rarely meant to be different in a container. Symbolic
   * links are followed.
   */
  public void copy(String name, Path source) throws IOException {
    if (Files.isDirectory(source)) {
      header(name + "/", TarHeader.DIRECTORY, DIRECTORY_MODE, 0);
      for (Path child : children(source)) {
        copy(name + "/" + child.getFileName(), child);
      }
      return;
    }
    long size = Files.size(source);
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(source);
    boolean executable = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    header(name, TarHeader.FILE, executable ? DIRECTORY_MODE : FILE_MODE, size);
    try (InputStream in = Files.newInputStream(source)) {
      long copied = in.transferTo(new ExactOutput(out, size, source));
      if (copied != size) {
        throw new IOException(source + " became shorter while it was copied");
      }
    }
    pad(size);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private void header(String name, char type, int mode, long size) throws IOException {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    if (!TarHeader.fits(encoded, size)) {
      byte[] extended = PaxRecords.encode("path", name, "size", Long.toString(size));
      byte[] place = "pax".getBytes(StandardCharsets.US_ASCII);
      out.write(TarHeader.encode(place, TarHeader.PAX, FILE_MODE, extended.length));
      out.write(extended);
      pad(extended.length);
    }
    out.write(TarHeader.encode(encoded, type, mode, size));
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  /** Writes the end of the archive, and leaves the stream open. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }
}
