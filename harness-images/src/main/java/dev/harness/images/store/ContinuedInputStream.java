package dev.harness.images.store;

import dev.harness.images.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of a blob: first those that are here, then those that come, which are kept too. */
final class ContinuedInputStream extends BlockInputStream {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuedInputStream.class);

  private final PartialBlob partial;
  private final InputStream rest;
  private long position;
  private boolean keeping = true;

  /** Takes ownership of both. */
  ContinuedInputStream(PartialBlob partial, InputStream rest) {
    this.partial = partial;
    this.rest = rest;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position < partial.sizeBytes()) {
      int read = partial.read(position, buffer, offset, length);
      position += read;
      return read;
    }
    int filled = 0;
    try {
      // A connection gives a few KiB at a time: too little for a write of its own.
      int read = 0;
      while (read >= 0 && filled < length) {
        read = rest.read(buffer, offset + filled, length - filled);
        filled += Math.max(0, read);
      }
    } finally {
      // What came before a failure is kept too.
      if (filled > 0 && keeping) {
        keep(buffer, offset, filled);
      }
    }
    return filled > 0 || length == 0 ? filled : -1;
  }

  /** A full disk ends the keeping, and not the download: the layer may still fit. */
  private void keep(byte[] buffer, int offset, int length) {
    try {
      partial.add(buffer, offset, length);
    } catch (IOException e) {
      LOG.warn("A download cannot be resumed if it fails: {}", e.getMessage());
      keeping = false;
      partial.delete();
    }
  }

  @Override
  public void close() throws IOException {
    try (partial) {
      rest.close();
    }
  }
}
