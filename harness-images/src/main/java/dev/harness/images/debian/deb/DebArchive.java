package dev.harness.images.debian.deb;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.TarEntry;
import dev.harness.images.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;

/**
 * Reader of a {@code .deb}: an ar archive with two compressed tars in it, one of the package's
 * files, one of what dpkg needs to know, such as maintainer scripts (deb(5)).
 */
final class DebArchive {
  private static final LayerLimits LIMITS = new LayerLimits(8L << 30, 500_000);

  private final PackageFile deb;

  DebArchive(PackageFile deb) {
    this.deb = deb;
  }

  /** Gets the entries one by one, each with a stream of its content that ends with it. */
  interface Visitor {
    void entry(DebEntry entry, InputStream content) throws IOException;
  }

  /**
   * Reads the package's files in their order.
   *
   * @throws DebianException.UnpackFailed when the file breaks the format or a limit, or when it, or
   *     the place where the visitor writes, fails
   */
  void read(Visitor visitor) {
    read("data.tar", visitor);
  }

  /**
   * Reads the control file, the scripts and what else describes the package.
   *
   * @throws DebianException.UnpackFailed when the file breaks the format or a limit, or when it, or
   *     the place where the visitor writes, fails
   */
  void readControl(Visitor visitor) {
    read("control.tar", visitor);
  }

  private void read(String wanted, Visitor visitor) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(deb.file()));
        ArArchiveInputStream members = new ArArchiveInputStream(file)) {
      requireFormat(members);
      for (ArArchiveEntry member = members.getNextEntry();
          member != null;
          member = members.getNextEntry()) {
        if (member.getName().startsWith(wanted)) {
          try (InputStream data = DataCompression.open(member.getName(), members)) {
            readTar(new TarReader(data, LIMITS), visitor);
          }
          return;
        }
      }
      throw malformed("it has no member " + wanted);
    } catch (IOException | IllegalArgumentException | LayerException e) {
      String reason = String.valueOf(e.getMessage());
      throw new DebianException.UnpackFailed(deb.identity().name(), reason, e);
    }
  }

  private void requireFormat(ArArchiveInputStream members) throws IOException {
    ArArchiveEntry first = members.getNextEntry();
    if (first == null || !first.getName().equals("debian-binary")) {
      throw malformed("its first member is not debian-binary");
    }
    String version = new String(members.readNBytes(4), StandardCharsets.US_ASCII);
    if (!version.startsWith("2.")) {
      throw malformed("its format is not version 2 but \"%s\"".formatted(version.strip()));
    }
  }

  private void readTar(TarReader tar, Visitor visitor) throws IOException {
    long bytes = 0;
    for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      TarEntry entry = next.get();
      bytes += entry.sizeBytes();
      if (bytes < 0 || bytes > LIMITS.maxBytes()) {
        throw malformed("it has more than %d bytes".formatted(LIMITS.maxBytes()));
      }
      visitor.entry(checked(entry), tar.content());
    }
  }

  private DebEntry checked(TarEntry entry) {
    String path = text(entry.pathBytes());
    DebEntry.Kind kind = kind(entry, path);
    String target = text(entry.linkTargetBytes());
    if (kind == DebEntry.Kind.SYMBOLIC_LINK) {
      EntryPath.requireLinkTarget(target);
    }
    if (entry.uid() != (int) entry.uid() || entry.gid() != (int) entry.gid()) {
      throw malformed("%s has owner %d:%d".formatted(path, entry.uid(), entry.gid()));
    }
    return new DebEntry(
        kind,
        EntryPath.checked(path),
        new Metadata(
            entry.mode(), (int) entry.uid(), (int) entry.gid(), entry.modified().getEpochSecond()),
        entry.sizeBytes(),
        kind == DebEntry.Kind.HARD_LINK ? EntryPath.checked(target) : target);
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  private DebEntry.Kind kind(TarEntry entry, String path) {
    return switch (entry.kind()) {
      case DIRECTORY -> DebEntry.Kind.DIRECTORY;
      case SYMBOLIC_LINK -> DebEntry.Kind.SYMBOLIC_LINK;
      case HARD_LINK -> DebEntry.Kind.HARD_LINK;
      case FILE -> DebEntry.Kind.FILE;
      case FIFO, DEVICE ->
          throw malformed(path + " is neither a file, nor a directory, nor a link");
    };
  }

  private DebianException malformed(String reason) {
    return new DebianException.UnpackFailed(deb.identity().name(), reason);
  }
}
