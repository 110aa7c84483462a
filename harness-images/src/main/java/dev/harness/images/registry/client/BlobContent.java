package dev.harness.images.registry.client;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a blob that is pushed; they can be had more than once. */
@FunctionalInterface
public interface BlobContent {

  /** Opens them from the start; the caller closes the stream. */
  InputStream open() throws IOException;
}
