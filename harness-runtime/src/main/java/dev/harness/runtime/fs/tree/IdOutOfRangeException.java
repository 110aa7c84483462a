package dev.harness.runtime.fs.tree;

/** A file whose owner the container cannot have, because its user namespace has too few ids. */
public final class IdOutOfRangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdOutOfRangeException(byte[] name, long uid, long gid) {
    super(
        ("potentially insufficient UIDs or GIDs available in user namespace (requested %d:%d%s):"
                + " containers have ids 0 to %d; give the file an owner with a smaller id")
            .formatted(
                uid,
                gid,
                name.length == 0 ? "" : " for " + RootTree.text(name),
                Ownership.RANGE - 1));
  }
}
