package dev.harness.images.layer.unpack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the kernel says about a file, which is not followed when it is a symbolic link.
 *
 * @param mode type and permission bits
 * @param uid the owner
 * @param gid the group
 * @param device the number of the device that a device node stands for
 * @param inode its number in its file system
 * @param sizeBytes the length of its content
 * @param modified when that was changed last
 */
public record FileStat(
    int mode, int uid, int gid, long device, long inode, long sizeBytes, FileTime modified) {
  private static final int TYPE_BITS = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int REGULAR_FILE = 0100000;
  private static final int FIFO = 0010000;
  private static final int MODE_BITS = 07777;

  /** The file at {@code path}, if there is one. */
  public static Optional<FileStat> of(Path path) throws IOException {
    try {
      Map<String, Object> all =
          Files.readAttributes(
              path, "unix:mode,uid,gid,rdev,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new FileStat(
              number(all, "mode").intValue(),
              number(all, "uid").intValue(),
              number(all, "gid").intValue(),
              number(all, "rdev").longValue(),
              number(all, "ino").longValue(),
              number(all, "size").longValue(),
              (FileTime) Objects.requireNonNull(all.get("lastModifiedTime"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Number number(Map<String, Object> all, String name) {
    return (Number) Objects.requireNonNull(all.get(name));
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return isType(DIRECTORY);
  }

  /** Whether it is a symbolic link. */
  public boolean isSymbolicLink() {
    return isType(SYMBOLIC_LINK);
  }

  /** Whether it is a regular file. */
  public boolean isRegularFile() {
    return isType(REGULAR_FILE);
  }

  /** Whether it is a FIFO. */
  public boolean isFifo() {
    return isType(FIFO);
  }

  private boolean isType(int type) {
    return (mode & TYPE_BITS) == type;
  }

  boolean isEmptyFile() {
    return isRegularFile() && sizeBytes == 0;
  }

  /** Whether overlayfs takes it for "nothing here". */
  public boolean isWhiteoutDevice() {
    return isType(CHARACTER_DEVICE) && device == 0;
  }

  /** The permission bits, the owner and the time, without extended attributes. */
  public EntryMetadata metadata() {
    return new EntryMetadata(
        mode & MODE_BITS,
        Integer.toUnsignedLong(uid),
        Integer.toUnsignedLong(gid),
        modified.toInstant(),
        Map.of());
  }
}
