package dev.harness.images.arrival;

import java.io.InputStream;

/** Where the bytes of one layer come from. */
interface LayerOrigin {

  /** Opens them from the start; they fail instead of ending when they are not the announced ones. */
  InputStream open();

  /** Whether they are to be kept, because they can be had nowhere else. */
  boolean isOnlyCopy();

  /** Is told that all bytes were right and are unpacked, so that nobody needs them any more. */
  void unpacked();

  /**
   * Is told that the bytes were wrong.
   *
   * @return whether others may come when they are opened again
   */
  boolean spoiled();
}
