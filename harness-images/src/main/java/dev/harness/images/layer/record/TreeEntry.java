package dev.harness.images.layer.record;

/**
 * What a tree has at a path, as far as it is recorded.
 *
 * @param inode the same for all names of one file, and for no other
 * @param mode the permission bits, -1 where they do not count
 * @param uid the owner as the container sees it, -1 where it does not count
 * @param gid the group as the container sees it, -1 where it does not count
 * @param sizeBytes the length of a file's content
 * @param sum the CRC-32C of a file's content
 * @param target where a symbolic link points to, one character per byte
 * @param opaque whether a directory hides what lower layers have in it
 */
record TreeEntry(
    Kind kind,
    long inode,
    int mode,
    long uid,
    long gid,
    long sizeBytes,
    int sum,
    String target,
    boolean opaque) {
  /** Stands for a value that does not count. */
  static final int ANY = -1;

  /** What it is, by the letter that stands for it in a record. */
  enum Kind {
    DIRECTORY("a directory"),
    FILE("a file"),
    SYMBOLIC_LINK("a symbolic link"),
    FIFO("a FIFO"),
    WHITEOUT("a whiteout");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What people call it. */
    String words() {
      return words;
    }
  }

  static TreeEntry plain(Kind kind, long inode, int mode, long uid, long gid) {
    return new TreeEntry(kind, inode, mode, uid, gid, 0, 0, "", false);
  }

  static TreeEntry whiteout(long inode) {
    return plain(Kind.WHITEOUT, inode, ANY, ANY, ANY);
  }

  TreeEntry withContent(long bytes, int contentSum) {
    return new TreeEntry(kind, inode, mode, uid, gid, bytes, contentSum, target, opaque);
  }

  TreeEntry withTarget(String where) {
    return new TreeEntry(kind, inode, mode, uid, gid, sizeBytes, sum, where, opaque);
  }

  TreeEntry asOpaque(boolean hiding) {
    return new TreeEntry(kind, inode, mode, uid, gid, sizeBytes, sum, target, hiding);
  }
}
