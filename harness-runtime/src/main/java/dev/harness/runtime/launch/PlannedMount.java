package dev.harness.runtime.launch;

import dev.harness.runtime.linux.file.MountAttribute;
import java.util.Set;

/**
 * One mount of a container.
 *
 * @param source what it shows
 * @param target an absolute path in the container, which exists
 * @param attributes what is forbidden on it; those of a bind's source stay in force too (C8)
 * @param followsLinks whether the target may lead through symbolic links of the image; resolved
 *     inside the container's root in any case
 */
public record PlannedMount(
    MountSource source, String target, Set<MountAttribute> attributes, boolean followsLinks) {

  /** Refuses relative targets. */
  public PlannedMount {
    attributes = Set.copyOf(attributes);
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("mount target is not absolute: " + target);
    }
  }
}
