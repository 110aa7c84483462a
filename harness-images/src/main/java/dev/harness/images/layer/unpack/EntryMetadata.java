package dev.harness.images.layer.unpack;

import java.time.Instant;
import java.util.Map;

/**
 * What an entry of a layer carries besides its name and content.
 *
 * @param mode the permission bits, set-user-id, set-group-id and sticky: 0 to 07777; applied as
 *     given, whatever the umask is
 * @param uid the owner as the container sees it: 0 to 4294967294
 * @param gid the group as the container sees it: 0 to 4294967294
 * @param modified the time of the last change; a file system that cannot hold it clamps it (L10)
 * @param xattrs the extended attributes to set, by name; only those that a layer may set (L12),
 *     values are raw bytes which nobody changes
 */
public record EntryMetadata(
    int mode, long uid, long gid, Instant modified, Map<String, byte[]> xattrs) {
  /** The highest id; the one above it means "leave as it is" to the kernel. */
  public static final long MAX_ID = 4294967294L;

  private static final int MODE_BITS = 07777;

  /** Checks the ranges. */
  public EntryMetadata {
    if ((mode & ~MODE_BITS) != 0) {
      throw new IllegalArgumentException("mode %o has bits beyond 07777".formatted(mode));
    }
    if (uid < 0 || uid > MAX_ID || gid < 0 || gid > MAX_ID) {
      throw new IllegalArgumentException(
          "owner %d:%d is outside 0 to %d".formatted(uid, gid, MAX_ID));
    }
    xattrs = Map.copyOf(xattrs);
  }

  /** An entry of root with this mode, this time and no extended attributes. */
  public static EntryMetadata ofRoot(int mode, Instant modified) {
    return new EntryMetadata(mode, 0, 0, modified, Map.of());
  }

  /** The same with another mode. */
  EntryMetadata withMode(int other) {
    return new EntryMetadata(other, uid, gid, modified, xattrs);
  }
}
