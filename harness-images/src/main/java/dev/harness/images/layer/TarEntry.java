package dev.harness.images.layer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One entry of a tar archive, its extensions already applied; names hold one character per
 * byte (ISO 8859-1), whatever encoding they were written in.
 *
 * @param kind what it is
 * @param path the name as written
 * @param linkTarget where a link points, empty for all else
 * @param mode permission bits, 0 to 07777
 * @param uid the owner, not yet checked for its range
 * @param gid the group, not yet checked for its range
 * @param sizeBytes the length of the content with its holes; 0 unless it is a file
 * @param storedBytes how much of the content the archive holds; less than its length when it has
 *     holes
 * @param modified the time of the last change
 * @param xattrs every extended attribute that the archive holds, by name
 */
public record TarEntry(
    Kind kind,
    String path,
    String linkTarget,
    int mode,
    long uid,
    long gid,
    long sizeBytes,
    long storedBytes,
    Instant modified,
    Map<String, byte[]> xattrs) {

  /** Whether the archive leaves out parts of the content that are zeros. */
  public boolean hasHoles() {
    return storedBytes < sizeBytes;
  }

  /** The name as it was written. */
  public byte[] pathBytes() {
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The target of a link as it was written. */
  public byte[] linkTargetBytes() {
    return linkTarget.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What an entry is. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** Another name of a file before it. */
    HARD_LINK,
    /** A FIFO. */
    FIFO,
    /** A block or character device. */
    DEVICE
  }
}
