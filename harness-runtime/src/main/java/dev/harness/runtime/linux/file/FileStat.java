package dev.harness.runtime.linux.file;

import java.time.Instant;

/**
 * What {@code statx(2)} says of a file.
 *
 * @param mode type and permissions, as in {@code stat(2)}
 * @param device the device number of a device file: major in the upper, minor in the lower half
 * @param links how many names it has
 * @param fileSystem the device it lies on, which with the inode tells files apart
 */
public record FileStat(
    int mode,
    long uid,
    long gid,
    long inode,
    long sizeBytes,
    Instant modified,
    long device,
    long links,
    long fileSystem) {
  private static final int TYPE = 0170000;

  /** The kinds of file. */
  public enum Type {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    FIFO,
    SOCKET
  }

  /** The kind of the file. */
  public Type type() {
    return switch (mode & TYPE) {
      case 0040000 -> Type.DIRECTORY;
      case 0120000 -> Type.SYMLINK;
      case 0020000 -> Type.CHARACTER_DEVICE;
      case 0060000 -> Type.BLOCK_DEVICE;
      case 0010000 -> Type.FIFO;
      case 0140000 -> Type.SOCKET;
      default -> Type.REGULAR;
    };
  }

  /** The permissions with set-user-id, set-group-id and sticky bit. */
  public int permissions() {
    return mode & 07777;
  }
}
