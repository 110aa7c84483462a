package dev.harness.images;

import dev.harness.images.reference.Digest;

/**
 * A container as far as its image is concerned.
 *
 * @param image the id of its image
 * @param container its own id
 * @param running whether its processes run now
 */
public record ImageUser(Digest image, String container, boolean running) {
  private static final int SHORT_LENGTH = 12;

  /** The id as messages show it. */
  String shortId() {
    return container.substring(0, Math.min(SHORT_LENGTH, container.length()));
  }
}
