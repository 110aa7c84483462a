package dev.harness.runtime.fs;

import dev.harness.images.layer.unpack.EntryMetadata;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What new files have without being given it: a layer has tens of thousands, and most are as the
 * kernel makes them. Seen on a file made for it, because not only the umask decides, but the
 * set-group-id bits, default ACLs and file systems that give everything to one owner do too.
 *
 * @param permissions those that a file keeps which is made with all
 * @param belongToRoot whether they belong to the container's root
 */
record NewFiles(int permissions, boolean belongToRoot) {
  private static final byte[] SPECIMEN = ".specimen".getBytes(StandardCharsets.US_ASCII);
  private static final int ALL_PERMISSIONS = 0777;

  /** Those in {@code directory}, which is empty. */
  static NewFiles in(Fd directory, Ownership ownership) {
    Set<OpenFlag> exclusive = Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE);
    try (Fd file = Filesystem.openIn(directory, SPECIMEN, exclusive, ALL_PERMISSIONS, Set.of())) {
      FileStat made = Filesystem.stat(file);
      ownership.give(directory, SPECIMEN, 0, 0);
      FileStat given = Filesystem.stat(file);
      Filesystem.removeFile(directory, SPECIMEN);
      return new NewFiles(
          made.permissions() & ALL_PERMISSIONS,
          made.uid() == given.uid() && made.gid() == given.gid());
    }
  }

  /** The permissions to make a file with that is to be like {@code metadata}. */
  int permissionsFor(EntryMetadata metadata) {
    return metadata.mode() & permissions;
  }

  /** Whether a file made with {@link #permissionsFor} lacks permissions or special bits. */
  boolean lackPermissionsOf(EntryMetadata metadata) {
    return metadata.mode() != permissionsFor(metadata);
  }

  /** Whether a new file has another owner or group. */
  boolean lackOwnersOf(EntryMetadata metadata) {
    return !belongToRoot || metadata.uid() != 0 || metadata.gid() != 0;
  }
}
