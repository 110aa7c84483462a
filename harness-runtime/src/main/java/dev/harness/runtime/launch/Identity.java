package dev.harness.runtime.launch;

import java.util.List;

/**
 * Whom a process runs as, in the ids of its user namespace.
 *
 * @param uid the user
 * @param gid the primary group
 * @param groups the supplementary groups, with the primary one (C23)
 */
public record Identity(int uid, int gid, List<Integer> groups) {
  /** The container's root. */
  public static final Identity ROOT = new Identity(0, 0, List.of(0));

  /** Refuses negative ids. */
  public Identity {
    groups = List.copyOf(groups);
    if (uid < 0 || gid < 0 || groups.stream().anyMatch(group -> group < 0)) {
      throw new IllegalArgumentException("negative id: %d:%d %s".formatted(uid, gid, groups));
    }
  }

  /** Whether this is the container's root. */
  public boolean isRoot() {
    return uid == 0;
  }
}
