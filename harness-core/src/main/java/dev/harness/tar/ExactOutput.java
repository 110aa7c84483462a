package dev.harness.tar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Passes on as many bytes as were promised, and refuses more: a file may grow while copied. */
final class ExactOutput extends OutputStream {
  private final OutputStream out;
  private final Path source;
  private long remaining;

  /** Does not take ownership of {@code out}. */
  ExactOutput(OutputStream out, long size, Path source) {
    this.out = out;
    this.source = source;
    this.remaining = size;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > remaining) {
      throw new IOException(source + " became longer while it was copied");
    }
    remaining -= length;
    out.write(bytes, offset, length);
  }
}
