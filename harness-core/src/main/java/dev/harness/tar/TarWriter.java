package dev.harness.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes files of root to an archive. Names that do not fit into a header get an extended one
 * (pax).
 */
public final class TarWriter implements AutoCloseable {
  static final int BLOCK = 512;

  private static final int PAX_MODE = 0644;
  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  private final OutputStream out;
  private final Instant time;

  /**
   * Does not take ownership of {@code out}.
   *
   * @param time when all files were changed last, as the archive says
   */
  public TarWriter(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  /** Which permissions files get in the archive, by those that they have here. */
  public interface Modes {
    /**
     * Tells those of a file or directory.
     *
     * @param directory whether it is one
     * @param present its permissions here; empty where they are not known
     * @return as stat(2) has them, as {@code 0640}
     */
    int of(boolean directory, Optional<Set<PosixFilePermission>> present);

    /** As they are here, or open to all to read where that is not known. */
    static int kept(boolean directory, Optional<Set<PosixFilePermission>> present) {
      return present.map(Modes::bits).orElse(directory ? DIRECTORY_MODE : FILE_MODE);
    }

    /** The constants are in the order of the bits, the highest first. */
    static int bits(Set<PosixFilePermission> permissions) {
      int bits = 0;
      for (PosixFilePermission permission : PosixFilePermission.values()) {
        bits = bits << 1 | (permissions.contains(permission) ? 1 : 0);
      }
      return bits;
    }
  }

  /** Writes a file with the given bytes. */
  public void file(String name, byte[] content, Modes modes) throws IOException {
    header(name, TarHeader.FILE, modes.of(false, Optional.empty()), content.length);
    out.write(content);
    pad(content.length);
  }

  /** Writes a file or a directory with all that is in it. Symbolic links are followed. */
  public void copy(String name, Path source, Modes modes) throws IOException {
    boolean directory = Files.isDirectory(source);
    int mode = modes.of(directory, permissions(source));
    if (directory) {
      header(name + "/", TarHeader.DIRECTORY, mode, 0);
      for (Path child : children(source)) {
        copy(name + "/" + child.getFileName(), child, modes);
      }
      return;
    }
    long size = Files.size(source);
    header(name, TarHeader.FILE, mode, size);
    try (InputStream in = Files.newInputStream(source)) {
      long copied = in.transferTo(new ExactOutput(out, size, source));
      if (copied != size) {
        throw new IOException(source + " became shorter while it was copied");
      }
    }
    pad(size);
  }

  /**
   * Writes one file, link or directory as it is here, without what is in a directory. Anything else,
   * such as a socket, is left out.
   */
  public void entry(String name, Path source) throws IOException {
    if (Files.isSymbolicLink(source)) {
      link(name, Files.readSymbolicLink(source).toString());
    } else if (Files.isDirectory(source)) {
      header(name + "/", TarHeader.DIRECTORY, Modes.kept(true, permissions(source)), 0);
    } else if (Files.isRegularFile(source)) {
      copy(name, source, Modes::kept);
    }
  }

  private void link(String name, String target) throws IOException {
    byte[] extended = PaxRecords.encode("path", name, "linkpath", target);
    extended(extended);
    byte[] header =
        TarHeader.encodeLink(
            name.getBytes(StandardCharsets.UTF_8), target.getBytes(StandardCharsets.UTF_8), time);
    out.write(header);
  }

  private void extended(byte[] records) throws IOException {
    byte[] place = "pax".getBytes(StandardCharsets.US_ASCII);
    out.write(TarHeader.encode(place, TarHeader.PAX, PAX_MODE, records.length, time));
    out.write(records);
    pad(records.length);
  }

  /** Archives and some systems have none. */
  private static Optional<Set<PosixFilePermission>> permissions(Path source) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(source, PosixFileAttributeView.class);
    return view == null ? Optional.empty() : Optional.of(view.readAttributes().permissions());
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private void header(String name, char type, int mode, long size) throws IOException {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    if (!TarHeader.fits(encoded, size)) {
      extended(PaxRecords.encode("path", name, "size", Long.toString(size)));
    }
    out.write(TarHeader.encode(encoded, type, mode, size, time));
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
