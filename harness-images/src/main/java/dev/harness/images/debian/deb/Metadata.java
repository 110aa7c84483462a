package dev.harness.images.debian.deb;

/**
 * Rights, owner and age of a file in a root directory.
 *
 * @param mode permission bits with setuid, setgid and sticky: 07777 at most
 * @param mtime seconds since 1970
 */
public record Metadata(int mode, int uid, int gid, long mtime) {
  private static final int LARGEST_MODE = 07777;

  public Metadata {
    if (mode < 0 || mode > LARGEST_MODE || uid < 0 || gid < 0 || mtime < 0) {
      throw new IllegalArgumentException(
          "mode %o, owner %d:%d, time %d".formatted(mode, uid, gid, mtime));
    }
  }
}
