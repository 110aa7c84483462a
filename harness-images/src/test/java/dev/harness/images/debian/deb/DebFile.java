package dev.harness.images.debian.deb;

import dev.harness.images.reference.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A small package made by hand, entry by entry, well-formed or not. */
public final class DebFile {
  /** When all files in such packages were changed, unless they say otherwise. */
  static final long MTIME = 1_600_000_000;

  private final String name;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;
  private final Map<String, String> control = new TreeMap<>();

  public DebFile(String name) {
    this.name = name;
    this.tar = new TarArchiveOutputStream(data, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  public DebFile directory(String path, int mode) {
    return entry(path, TarConstants.LF_DIR, mode, "", "");
  }

  public DebFile file(String path, int mode, String content) {
    return entry(path, TarConstants.LF_NORMAL, mode, "", content);
  }

  DebFile symbolicLink(String path, String target) {
    return entry(path, TarConstants.LF_SYMLINK, 0777, target, "");
  }

  public DebFile hardLink(String path, String target) {
    return entry(path, TarConstants.LF_LINK, 0644, target, "");
  }

  DebFile entry(String path, byte type, int mode, String target, String content) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      entry.setMode(mode);
      entry.setIds(0, 0);
      entry.setNames("root", "root");
      entry.setLastModifiedTime(FileTime.from(Instant.ofEpochSecond(MTIME)));
      entry.setLinkName(target);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Adds a file that describes the package; without any, what is there cannot be read. */
  public DebFile control(String file, String content) {
    control.put(file, content);
    return this;
  }

  private byte[] controlArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, String> file : control.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
        entry.setSize(content.length);
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Writes it in a directory, with its data not compressed. */
  public PackageFile writeTo(Path directory) throws IOException {
    return writeTo(directory, "data.tar", out -> out);
  }

  /** Writes it in a directory, with its data in a member of this name. */
  PackageFile writeTo(Path directory, String dataMember, Compression compression)
      throws IOException {
    tar.finish();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = compression.over(compressed)) {
      data.writeTo(out);
    }
    ByteArrayOutputStream ar = new ByteArrayOutputStream();
    try (ArArchiveOutputStream members = new ArArchiveOutputStream(ar)) {
      member(members, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      if (control.isEmpty()) {
        member(members, "control.tar.xz", new byte[] {1, 2, 3});
      } else {
        member(members, "control.tar", controlArchive());
      }
      member(members, dataMember, compressed.toByteArray());
    }
    return write(directory, ar.toByteArray());
  }

  /** Writes something as the package's file. */
  PackageFile write(Path directory, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve(name + "_1%3a1.0-1_amd64.deb"), content);
    return new PackageFile(
        new DebianPackage(name, "1:1.0-1", "amd64", content.length, Digest.sha256(content)), file);
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] content)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, content.length, 0, 0, 0100644, MTIME));
    ar.write(content);
    ar.closeArchiveEntry();
  }

  /** What packs the data. */
  interface Compression {
    OutputStream over(OutputStream out) throws IOException;
  }
}
