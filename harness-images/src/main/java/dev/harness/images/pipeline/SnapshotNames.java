package dev.harness.images.pipeline;

import dev.harness.images.reference.Reference;

/**
 * Names of images that clients make on this machine, of containers that are ready. No registry has
 * them, and none is told of them: what is in them may be secret.
 */
public final class SnapshotNames {
  private static final String REGISTRY = "harness.internal";

  private SnapshotNames() {}

  /**
   * Refuses to speak to a registry about such an image.
   *
   * @throws ImageException.Unavailable when it is one
   */
  public static void refuse(Reference reference) {
    if (reference.domain().equals(REGISTRY)) {
      throw new ImageException.Unavailable(
          "%s is made on this machine and nowhere else; give it another name to push it"
              .formatted(reference.familiar()));
    }
  }
}
