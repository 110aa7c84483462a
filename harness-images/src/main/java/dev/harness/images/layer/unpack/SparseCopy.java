package dev.harness.images.layer.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Copies the content of files, and leaves holes where blocks of it hold only zeros: a file of 5 GB
 * with nothing in it takes no room (L22).
 *
 * <p>Belongs to one thread, and serves for any number of files.
 */
public final class SparseCopy {
  private static final int BLOCK_BYTES = 64 << 10;
  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final byte[] block = new byte[BLOCK_BYTES];

  /** A new, empty file, written from its beginning to its end. */
  public interface Target {

    /** Writes the first {@code length} of these bytes behind what was written or skipped. */
    void write(byte[] bytes, int length) throws IOException;

    /** Leaves a hole behind what was written or skipped. */
    void skip(long bytes) throws IOException;

    /** Makes the file end with a hole, after the last {@link #skip}. */
    void extend(long sizeBytes) throws IOException;
  }

  /**
   * Copies one file.
   *
   * @throws EOFException when {@code content} is shorter than {@code sizeBytes}
   */
  public void copy(InputStream content, long sizeBytes, Target target) throws IOException {
    long hole = 0;
    for (long left = sizeBytes; left > 0; ) {
      int wanted = (int) Math.min(BLOCK_BYTES, left);
      int count = content.readNBytes(block, 0, wanted);
      if (count < wanted) {
        throw new EOFException("the content ends %d bytes early".formatted(left - count));
      }
      if (count == BLOCK_BYTES && Arrays.equals(block, ZEROS)) {
        hole += count;
      } else {
        if (hole > 0) {
          target.skip(hole);
          hole = 0;
        }
        target.write(block, count);
      }
      left -= count;
    }
    if (hole > 0) {
      target.extend(sizeBytes);
    }
  }
}
