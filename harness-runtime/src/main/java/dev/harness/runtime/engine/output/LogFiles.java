package dev.harness.runtime.engine.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a log, one after the other: when one is full the next begins, and the oldest of too
 * many goes. Positions count all that was ever written.
 *
 * <p>One thread writes at a time; readers may come from any.
 */
final class LogFiles implements AutoCloseable {
  private final Path first;
  private final long maxBytes;
  private final int maxFiles;
  private FileChannel last;
  private long made;

  /** Those that there are, the oldest first; replaced as a whole. */
  private volatile List<Part> parts;

  /**
   * A file.
   *
   * @param start the position of its first byte
   */
  record Part(Path path, long start) {}

  /**
   * Makes the first file; the others get its name with a number.
   *
   * @throws IOException when it is there already or cannot be made
   */
  LogFiles(Path first, long maxBytes, int maxFiles) throws IOException {
    this.first = first;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
    this.last = create(first);
    this.parts = List.of(new Part(first, 0));
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Writes an entry, which is never divided between files.
   *
   * @param at the position behind the entry before
   * @return the position behind this one
   */
  long write(ByteBuffer entry, long at) throws IOException {
    long inFile = at - newest().start();
    if (inFile > 0 && inFile + entry.remaining() > maxBytes) {
      begin(at);
      inFile = 0;
    }
    long end = at + entry.remaining();
    while (entry.hasRemaining()) {
      inFile += last.write(entry, inFile);
    }
    return end;
  }

  private void begin(long at) throws IOException {
    Path path = first.resolveSibling(first.getFileName() + "." + ++made);
    FileChannel next = create(path);
    last.close();
    last = next;
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(path, at));
    while (all.size() > maxFiles) {
      Files.delete(all.remove(0).path());
    }
    parts = List.copyOf(all);
  }

  private Part newest() {
    return parts.get(parts.size() - 1);
  }

  /** The file that holds a position, or the oldest one when that file is gone. */
  Part holding(long position) {
    List<Part> now = parts;
    for (int i = now.size() - 1; i > 0; i--) {
      if (now.get(i).start() <= position) {
        return now.get(i);
      }
    }
    return now.get(0);
  }

  /** The first file, for messages. */
  @Override
  public String toString() {
    return first.toString();
  }

  @Override
  public void close() throws IOException {
    last.close();
  }
}
