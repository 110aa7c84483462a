package dev.harness.runtime.fs;

import dev.harness.runtime.linux.file.MountAttribute;
import java.util.Set;

/**
 * How a tree of the host is to appear in a root.
 *
 * @param attributes what is forbidden on it
 * @param recursive whether the mounts below it come along
 * @param restrictsBelow whether {@code attributes} hold for those, too
 * @param receives whether mounts that the host makes there later come, as far as it shares them
 */
public record TreeShape(
    Set<MountAttribute> attributes, boolean recursive, boolean restrictsBelow, boolean receives) {
  /** Copies the set. */
  public TreeShape {
    attributes = Set.copyOf(attributes);
  }

  /** All of it as it is now. */
  public static TreeShape whole(Set<MountAttribute> attributes) {
    return new TreeShape(attributes, true, true, false);
  }
}
