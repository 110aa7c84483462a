package dev.harness.images.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The first bytes of a blob, which earlier attempts have brought: not verified, and of use to one
 * attempt at a time (P25, P38). What is added stays when this object is closed.
 */
public final class PartialBlob implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long sizeBytes;

  private PartialBlob(Path file, FileChannel channel, long sizeBytes) {
    this.file = file;
    this.channel = channel;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Opens a file, which is made when it is missing; empty while somebody else uses it.
   *
   * @param maxBytes the size of the whole; a longer file is no part of it and starts anew
   */
  static Optional<PartialBlob> open(Path file, long maxBytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      if (channel.size() > maxBytes) {
        channel.truncate(0);
      }
      PartialBlob partial = new PartialBlob(file, channel, channel.size());
      opened = true;
      return Optional.of(partial);
    } catch (OverlappingFileLockException e) {
      // Another thread of this process uses it.
      return Optional.empty();
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /**
   * All bytes of the blob: those that are here, and the {@code rest}, which is added while it is
   * read. Closing the stream closes both.
   */
  public InputStream continuedBy(InputStream rest) {
    return new ContinuedInputStream(this, rest);
  }

  /** How many bytes there were when it was opened. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Reads bytes from a position below {@link #sizeBytes} on, at least one. */
  int read(long position, byte[] buffer, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, sizeBytes - position);
    int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    if (read <= 0) {
      throw new IOException("%s was cut meanwhile".formatted(file));
    }
    return read;
  }

  /** Adds bytes at the end. */
  void add(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    channel.position(channel.size());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * Forgets all bytes.
   *
   * @throws StoreException when the file cannot be deleted
   */
  public void delete() {
    try {
      // The file stays open for a while, and its space may be what the layer itself needs.
      channel.truncate(0);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException.Failed("delete " + file, file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException.Failed("close " + file, file, e);
    }
  }
}
