package dev.harness.runtime.fs.tree;

/**
 * To whom files belong that are added to a root.
 *
 * @param mode what may be done with them; {@link #AS_THEY_ARE} for what may be already
 */
public record AddedAs(int uid, int gid, int mode) {
  /** A mode that changes none. */
  public static final int AS_THEY_ARE = -1;

  /** The container's root has them. */
  public static final AddedAs ROOTS = new AddedAs(0, 0, AS_THEY_ARE);

  TarItem applied(TarItem item) {
    boolean kept = mode == AS_THEY_ARE || item.type() == TarItem.Type.SYMLINK;
    return item.of(uid, gid, kept ? item.permissions() : mode, item.modified());
  }
}
