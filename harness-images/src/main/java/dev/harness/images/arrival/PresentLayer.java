package dev.harness.images.arrival;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import java.io.InputStream;

/**
 * A layer of an image that is here, and so of the image that is made of it.
 *
 * @param image the image that has it
 */
record PresentLayer(Digest image) implements LayerOrigin {

  /** Is asked for only when the layer is gone, with its image. */
  @Override
  public InputStream open() {
    throw new ImageException.NotFound(image.toString());
  }

  @Override
  public boolean isOnlyCopy() {
    return false;
  }

  @Override
  public void unpacked() {
    // Never, it is here already.
  }

  @Override
  public boolean spoiled() {
    return false;
  }
}
