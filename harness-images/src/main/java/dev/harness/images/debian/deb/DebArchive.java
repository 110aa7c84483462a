package dev.harness.images.debian.deb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reader of a {@code .deb}: an ar archive with two compressed tars in it, one of the package's
 * files, one of what dpkg needs to know, such as maintainer scripts (deb(5)).
 */
final class DebArchive {
  private static final int MOST_ENTRIES = 500_000;
  private static final long MOST_BYTES = 8L << 30;
  private static final int PERMISSIONS = 07777;

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
            readTar(new TarArchiveInputStream(data, StandardCharsets.UTF_8.name()), visitor);
          }
          return;
        }
      }
      throw malformed("it has no member " + wanted);
    } catch (IOException | IllegalArgumentException e) {
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

  private void readTar(TarArchiveInputStream tar, Visitor visitor) throws IOException {
    long bytes = 0;
    int entries = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      bytes += entry.getSize();
      entries++;
      if (entry.getSize() < 0 || bytes < 0 || bytes > MOST_BYTES || entries > MOST_ENTRIES) {
        throw malformed(
            "it has more than %d bytes or %d entries".formatted(MOST_BYTES, MOST_ENTRIES));
      }
      visitor.entry(checked(entry), tar);
    }
  }

  private DebEntry checked(TarArchiveEntry entry) {
    DebEntry.Kind kind = kind(entry);
    String target =
        switch (kind) {
          case DIRECTORY, FILE -> "";
          case SYMBOLIC_LINK -> entry.getLinkName();
          case HARD_LINK -> EntryPath.checked(entry.getLinkName());
        };
    if (kind == DebEntry.Kind.SYMBOLIC_LINK) {
      EntryPath.requireLinkTarget(target);
    }
    long uid = entry.getLongUserId();
    long gid = entry.getLongGroupId();
    if (uid != (int) uid || gid != (int) gid) {
      throw malformed("%s has owner %d:%d".formatted(entry.getName(), uid, gid));
    }
    long mtime = entry.getLastModifiedTime().toInstant().getEpochSecond();
    return new DebEntry(
        kind,
        EntryPath.checked(entry.getName()),
        new Metadata(entry.getMode() & PERMISSIONS, (int) uid, (int) gid, mtime),
        kind == DebEntry.Kind.FILE ? entry.getSize() : 0,
        target);
  }

  private DebEntry.Kind kind(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return DebEntry.Kind.DIRECTORY;
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_SYMLINK -> DebEntry.Kind.SYMBOLIC_LINK;
      case TarConstants.LF_LINK -> DebEntry.Kind.HARD_LINK;
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> DebEntry.Kind.FILE;
      default ->
          throw malformed(entry.getName() + " is neither a file, nor a directory, nor a link");
    };
  }

  private DebianException malformed(String reason) {
    return new DebianException.UnpackFailed(deb.identity().name(), reason);
  }
}
