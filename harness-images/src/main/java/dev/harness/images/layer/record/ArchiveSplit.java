package dev.harness.images.layer.record;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;

/**
 * What a layer's archive holds besides the contents of files, from which and from the layer's tree
 * the archive is made again, byte by byte. A file in the form of zlib, with these parts:
 *
 * <pre>
 * 0  length (4 bytes), bytes                 bytes of the archive
 * 1  length (2 bytes), path                  the file of the tree that the extents after it are of
 * 2  offset (8 bytes), length (8 bytes)      a part of that file is what comes next in the archive
 * 3                                          the end
 * </pre>
 *
 * <p>Nothing of it is trusted: who reads the archive compares it with its digest.
 */
public final class ArchiveSplit {
  static final byte RAW = 0;
  static final byte FILE = 1;
  static final byte EXTENT = 2;
  static final byte END = 3;

  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final Path tree;

  /** Names both, and opens neither. */
  public ArchiveSplit(Path file, Path tree) {
    this.file = file;
    this.tree = tree;
  }

  private DataInputStream parts() throws IOException {
    return new DataInputStream(
        new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file)), BUFFER_BYTES));
  }

  /**
   * How long the archive is; reads all that is kept of it.
   *
   * @throws IOException when that is cut, or not what was written, which the sum at its end tells
   */
  public long sizeBytes() throws IOException {
    long size = 0;
    try (DataInputStream parts = parts()) {
      for (byte part = parts.readByte(); part != END; part = parts.readByte()) {
        switch (part) {
          case RAW -> {
            int length = parts.readInt();
            parts.skipNBytes(length);
            size += length;
          }
          case FILE -> parts.skipNBytes(parts.readUnsignedShort());
          case EXTENT -> {
            parts.skipNBytes(Long.BYTES);
            size += parts.readLong();
          }
          default -> throw unknown(part);
        }
      }
      if (parts.read() >= 0) {
        throw new IOException("what is kept of a layer's archive goes on after its end");
      }
    }
    return size;
  }

  /**
   * Reads all that is kept of the archive.
   *
   * @throws IOException as {@link #sizeBytes} does
   */
  public void verify() throws IOException {
    long unused = sizeBytes();
  }

  /**
   * Opens the archive, which is made while it is read; the caller closes it.
   *
   * @throws IOException when there is no split, as of layers that came before there were any
   */
  public InputStream archive() throws IOException {
    return new JoinedArchive(parts(), tree);
  }

  static IOException unknown(byte part) {
    return new IOException("what is kept of a layer's archive has an unknown part " + part);
  }
}
