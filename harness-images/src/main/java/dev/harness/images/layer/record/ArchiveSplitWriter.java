package dev.harness.images.layer.record;

import dev.harness.images.stream.BlockInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Keeps of a layer's archive what its tree does not hold: headers and padding byte by byte, and
 * where between them the contents of which files stand. {@link ArchiveSplit} tells the form.
 *
 * <p>Looks at the archive as it passes by, so it costs no reading of its own.
 */
final class ArchiveSplitWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final DeflaterOutputStream deflated;
  private final DataOutputStream out;
  private final byte[] raw = new byte[BUFFER_BYTES];
  private int rawBytes;

  /** Whether what passes by is the content of a file. */
  private boolean inFile;

  /** How many bytes of contents have passed by. */
  private long contentBytes;

  ArchiveSplitWriter(Path file) throws IOException {
    deflated =
        new DeflaterOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            deflater,
            BUFFER_BYTES);
    out = new DataOutputStream(new BufferedOutputStream(deflated, BUFFER_BYTES));
  }

  /** The same archive, seen by this writer. */
  InputStream watching(InputStream archive) {
    return new BlockInputStream() {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = archive.read(buffer, offset, length);
        if (read > 0) {
          passed(buffer, offset, read);
        }
        return read;
      }

      @Override
      public void close() throws IOException {
        archive.close();
      }
    };
  }

  private void passed(byte[] bytes, int offset, int length) throws IOException {
    if (inFile) {
      contentBytes += length;
      return;
    }
    for (int done = 0; done < length; ) {
      if (rawBytes == raw.length) {
        flushRaw();
      }
      int count = Math.min(length - done, raw.length - rawBytes);
      System.arraycopy(bytes, offset + done, raw, rawBytes, count);
      rawBytes += count;
      done += count;
    }
  }

  private void flushRaw() throws IOException {
    if (rawBytes > 0) {
      out.writeByte(ArchiveSplit.RAW);
      out.writeInt(rawBytes);
      out.write(raw, 0, rawBytes);
      rawBytes = 0;
    }
  }

  /**
   * Begins a file of the tree.
   *
   * @param path where it is in the tree
   * @param content what is written to it, with zeros for its holes
   */
  FileContent file(byte[] path, InputStream content) {
    inFile = true;
    return new FileContent(path, content);
  }

  /** Tells what comes from the archive from what is a hole, by whether the archive went on. */
  final class FileContent extends BlockInputStream {
    private final byte[] path;
    private final InputStream content;
    private long position;
    private long extentStart;
    private long extentBytes;
    private boolean named;

    private FileContent(byte[] path, InputStream content) {
      this.path = path;
      this.content = content;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long before = contentBytes;
      int read = content.read(buffer, offset, length);
      if (read > 0) {
        if (contentBytes > before) {
          add(read);
        }
        position += read;
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }

    private void add(int bytes) throws IOException {
      if (position != extentStart + extentBytes) {
        extent();
        extentStart = position;
        extentBytes = 0;
      }
      extentBytes += bytes;
    }

    /** What passes by from now on is in no file. */
    void end() throws IOException {
      inFile = false;
      extent();
    }

    private void extent() throws IOException {
      if (extentBytes == 0) {
        return;
      }
      if (!named) {
        named = true;
        flushRaw();
        out.writeByte(ArchiveSplit.FILE);
        out.writeShort(path.length);
        out.write(path);
      }
      out.writeByte(ArchiveSplit.EXTENT);
      out.writeLong(extentStart);
      out.writeLong(extentBytes);
    }
  }

  /** Writes the end; the file is whole then, but not yet on the disk. */
  void finish() throws IOException {
    flushRaw();
    out.writeByte(ArchiveSplit.END);
    out.flush();
    deflated.finish();
  }

  @Override
  public void close() throws IOException {
    try {
      deflated.close();
    } finally {
      deflater.end();
    }
  }
}
