package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.file.FileStat;
import java.time.Instant;
import java.util.Map;

/**
 * What a tar archive says of one file before its content.
 *
 * @param name a directory's ends with a slash
 * @param target where a link leads, empty for others
 * @param device as in {@link FileStat}, 0 for what is no device
 * @param attributes extended attributes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TarItem(
    byte[] name,
    Type type,
    int permissions,
    int uid,
    int gid,
    long sizeBytes,
    Instant modified,
    byte[] target,
    long device,
    Map<String, byte[]> attributes) {

  /** The kinds of entries, as POSIX.1-2001 calls them. */
  enum Type {
    REGULAR('0'),
    HARD_LINK('1'),
    SYMLINK('2'),
    CHARACTER_DEVICE('3'),
    BLOCK_DEVICE('4'),
    DIRECTORY('5'),
    FIFO('6');

    private final char flag;

    Type(char flag) {
      this.flag = flag;
    }

    char flag() {
      return flag;
    }
  }

  TarItem {
    attributes = Map.copyOf(attributes);
  }

  /** An empty file of the container's root that only its name tells something: a whiteout. */
  static TarItem mark(byte[] name) {
    return new TarItem(name, Type.REGULAR, 0600, 0, 0, 0, Instant.EPOCH, new byte[0], 0, Map.of());
  }

  /** The same for somebody else, with other permissions. */
  TarItem of(int otherUid, int otherGid, int otherPermissions, Instant time) {
    return new TarItem(
        name,
        type,
        otherPermissions,
        otherUid,
        otherGid,
        sizeBytes,
        time,
        target,
        device,
        attributes);
  }

  /** A further name of a file that came before. */
  TarItem linkTo(byte[] earlier) {
    return new TarItem(
        name, Type.HARD_LINK, permissions, uid, gid, 0, modified, earlier, 0, Map.of());
  }
}
