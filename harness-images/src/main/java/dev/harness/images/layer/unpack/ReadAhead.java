package dev.harness.images.layer.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream on a thread of its own, some blocks ahead of its consumer, so that downloading
 * and inflating go on while files are written (DESIGN §6).
 *
 * <p>The thread is owned by this object: it ends with the stream, or when this object is closed,
 * which waits for it. Blocks go round between two bounded queues, so the memory is fixed.
 */
final class ReadAhead extends InputStream {
  private static final int BLOCK_BYTES = 256 << 10;
  private static final int BLOCKS = 12;

  /** A buffer on its way; the last one has no bytes and perhaps the failure that ended the stream. */
  private static final class Block {
    final byte[] bytes = new byte[BLOCK_BYTES];
    int length;
    @Nullable Throwable failure;
  }

  private final InputStream source;
  private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;
  private final byte[] single = new byte[1];
  private volatile boolean closed;
  private @Nullable Block current;
  private @Nullable Throwable failure;
  private int position;
  private boolean ended;

  /** Of the filling thread. */
  private int blocks;

  /** Starts to read {@code source}, which this object closes. */
  ReadAhead(InputStream source, String threadName) {
    this.source = source;
    thread = new Thread(this::fill, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  private void fill() {
    try {
      boolean more = true;
      while (more && !closed) {
        Block block = nextFree();
        more = fill(block);
        filled.put(block);
      }
    } catch (InterruptedException e) {
      // Only close() interrupts this thread; nobody reads any more.
      Thread.currentThread().interrupt();
    }
  }

  /** A small stream never needs them all, so they are made when none has come back. */
  private Block nextFree() throws InterruptedException {
    Block block = free.poll();
    if (block == null && blocks < BLOCKS) {
      blocks++;
      return new Block();
    }
    return block == null ? free.take() : block;
  }

  /** Fills a block; whatever goes wrong is handed to the reading thread, which throws it. */
  private boolean fill(Block block) {
    block.length = 0;
    try {
      block.length = Math.max(0, source.readNBytes(block.bytes, 0, BLOCK_BYTES));
    } catch (IOException | RuntimeException | Error e) {
      block.failure = e;
    }
    return block.length > 0 && block.failure == null;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Block block = ended ? null : nextBlock();
    if (block == null) {
      return -1;
    }
    int count = Math.min(length, block.length - position);
    System.arraycopy(block.bytes, position, buffer, offset, count);
    position += count;
    return count;
  }

  /** The block to read from, or null at the end. */
  private @Nullable Block nextBlock() throws IOException {
    rethrow(failure);
    Block block = current;
    if (block != null && position < block.length) {
      return block;
    }
    try {
      if (block != null) {
        free.put(block);
      }
      block = filled.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a layer", e);
    }
    failure = block.failure;
    rethrow(failure);
    current = block;
    position = 0;
    ended = block.length == 0;
    return ended ? null : block;
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
