package dev.harness.runtime.engine.output;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/**
 * Reads a log from a position on, file after file. What was taken away before it was read is passed
 * over.
 */
final class LogReader implements AutoCloseable {
  private final LogFiles files;
  private LogFiles.Part part;
  private DataInputStream in;
  private long position;

  /** Begins at {@code position}, which is that of an entry. */
  LogReader(LogFiles files, long position) throws IOException {
    this.files = files;
    this.position = position;
    this.part = files.holding(position);
    this.in = open();
  }

  /** Where it is: behind the entry that was read last. */
  long position() {
    return position;
  }

  /** Opens the file that holds the position, or the oldest of those that are left. */
  private DataInputStream open() throws IOException {
    while (true) {
      part = files.holding(position);
      position = Math.max(position, part.start());
      try {
        FileChannel channel = FileChannel.open(part.path(), StandardOpenOption.READ);
        channel.position(position - part.start());
        return new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
      } catch (NoSuchFileException gone) {
        if (files.holding(position).equals(part)) {
          throw gone;
        }
      }
    }
  }

  /**
   * The stream, in which the next entry begins; there must be one. Only {@code bytes} of it may be
   * read before {@link #passed} is called.
   */
  DataInputStream entry() throws IOException {
    if (!files.holding(position).equals(part)) {
      in.close();
      in = open();
    }
    return in;
  }

  /** An entry of this length was read. */
  void passed(long bytes) {
    position += bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
