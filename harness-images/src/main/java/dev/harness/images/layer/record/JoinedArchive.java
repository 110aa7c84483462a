package dev.harness.images.layer.record;

import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.unpack.FileStat;
import dev.harness.images.stream.BlockInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A layer's archive, joined from its split and the files of its tree while it is read. */
final class JoinedArchive extends BlockInputStream {
  private final DataInputStream parts;
  private final Path tree;
  private @Nullable SeekableByteChannel file;
  private LayerPath path = LayerPath.ROOT;

  /** What is left of the current part. */
  private long left;

  private boolean inFile;
  private boolean ended;

  /** Takes ownership of {@code parts}. */
  JoinedArchive(DataInputStream parts, Path tree) {
    this.parts = parts;
    this.tree = tree;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (left == 0 && !ended) {
      next();
    }
    if (left == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int wanted = (int) Math.min(length, left);
    int read =
        inFile
            ? openFile().read(ByteBuffer.wrap(buffer, offset, wanted))
            : parts.read(buffer, offset, wanted);
    if (read <= 0) {
      throw new EOFException(
          inFile ? path + " is shorter than it was" : "what is kept of the archive is cut");
    }
    left -= read;
    return read;
  }

  private void next() throws IOException {
    byte part = parts.readByte();
    inFile = part == ArchiveSplit.EXTENT;
    switch (part) {
      case ArchiveSplit.RAW -> left = parts.readInt();
      case ArchiveSplit.FILE -> open(parts.readNBytes(parts.readUnsignedShort()));
      case ArchiveSplit.EXTENT -> {
        openFile().position(parts.readLong());
        left = parts.readLong();
      }
      case ArchiveSplit.END -> ended = true;
      default -> throw ArchiveSplit.unknown(part);
    }
    if (left < 0) {
      throw new IOException("what is kept of the archive is damaged");
    }
  }

  /** Opens no FIFO, which would wait for a writer: a later entry may have replaced the file. */
  private void open(byte[] name) throws IOException {
    closeFile();
    path = LayerPath.of(name);
    Path place = PathBytes.resolve(tree, name);
    if (FileStat.of(place).filter(FileStat::isRegularFile).isEmpty()) {
      throw new IOException(path + " is not there as it came");
    }
    file = Files.newByteChannel(place, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private SeekableByteChannel openFile() throws IOException {
    SeekableByteChannel open = file;
    if (open == null) {
      throw new IOException("what is kept of the archive does not name the file it goes on with");
    }
    return open;
  }

  private void closeFile() throws IOException {
    SeekableByteChannel open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (parts) {
      closeFile();
    }
  }
}
