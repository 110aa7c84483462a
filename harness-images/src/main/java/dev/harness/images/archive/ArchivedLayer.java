package dev.harness.images.archive;

import java.io.InputStream;

/** A layer in an archive of images, compressed or not. */
public interface ArchivedLayer {

  /** Opens its bytes, which fail instead of ending when they are not the announced ones. */
  InputStream open();

  /** How many bytes it has in the archive. */
  long sizeBytes();
}
