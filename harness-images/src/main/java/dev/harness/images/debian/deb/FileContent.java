package dev.harness.images.debian.deb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a file that goes into an image. Two hard links have one content in common. */
public sealed interface FileContent {
  long sizeBytes();

  /** Opens it; the stream may give more than {@link #sizeBytes()}. */
  InputStream open() throws IOException;

  /** All of it in memory, for small files. */
  default byte[] bytes() throws IOException {
    if (sizeBytes() != (int) sizeBytes()) {
      throw new IOException("a file of %d bytes is not read at once".formatted(sizeBytes()));
    }
    try (InputStream in = open()) {
      return in.readNBytes((int) sizeBytes());
    }
  }

  /** A part of the file in which everything from one package is kept one after the other. */
  final class Spooled implements FileContent {
    private final Path spool;
    private final long offset;
    private final long sizeBytes;

    Spooled(Path spool, long offset, long sizeBytes) {
      this.spool = spool;
      this.offset = offset;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public InputStream open() throws IOException {
      FileChannel channel = FileChannel.open(spool);
      try {
        return Channels.newInputStream(channel.position(offset));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Bytes of our own. */
  final class InMemory implements FileContent {
    private final byte[] bytes;

    /** Copies these bytes. */
    public InMemory(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] bytes() {
      return Arrays.copyOf(bytes, bytes.length);
    }
  }
}
