package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;

/** How the ids that a container sees appear to the engine, which writes files for it. */
public sealed interface Ownership {
  /** Number of ids a container has. */
  int RANGE = 65536;

  /**
   * Gives {@code name}, or the descriptor's own file when the name is empty, to the container's
   * {@code uid} and {@code gid}.
   *
   * @throws IdOutOfRangeException when containers have no such ids
   */
  void give(Fd directory, byte[] name, long uid, long gid);

  /** The id inside the container for one on the disk; 65534 (nobody) when it has none. */
  int inside(long outside);

  /**
   * Every id of the container is {@code base} higher for the engine: 0 in rootless mode, where the
   * engine lives in a user namespace with the same ids.
   */
  record Shifted(long base) implements Ownership {
    @Override
    public void give(Fd directory, byte[] name, long uid, long gid) {
      if (uid >= RANGE || gid >= RANGE) {
        throw new IdOutOfRangeException(name, uid, gid);
      }
      Filesystem.changeOwner(directory, name, base + uid, base + gid);
    }

    @Override
    public int inside(long outside) {
      long id = outside - base;
      return id >= 0 && id < RANGE ? (int) id : NOBODY;
    }
  }

  /** There is one id only: every file belongs to it, whatever its owner should be (R3). */
  record Single() implements Ownership {
    @Override
    public void give(Fd directory, byte[] name, long uid, long gid) {
      // The one id owns what it makes, and chown to any other fails.
    }

    @Override
    public int inside(long outside) {
      return 0;
    }
  }

  /** Everything belongs to the container's root, whatever its owner should be. */
  record OfRoot(Ownership actual) implements Ownership {
    @Override
    public void give(Fd directory, byte[] name, long uid, long gid) {
      actual.give(directory, name, 0, 0);
    }

    @Override
    public int inside(long outside) {
      return 0;
    }
  }

  /** The id for owners that the container cannot name. */
  int NOBODY = 65534;
}
