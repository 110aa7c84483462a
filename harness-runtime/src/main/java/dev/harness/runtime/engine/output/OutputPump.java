package dev.harness.runtime.engine.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one output stream of a process to a sink, on a thread of its own, until the last process
 * that holds the other end has gone.
 */
public final class OutputPump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
  private static final int CHUNK = 16 * 1024;

  private final InputStream in;
  private final OutputStreamKind kind;
  private final OutputSink sink;
  private final Thread thread;

  /** Starts to read from {@code in}, which it owns; {@code name} names the thread. */
  public OutputPump(InputStream in, OutputStreamKind kind, OutputSink sink, String name) {
    this.in = in;
    this.kind = kind;
    this.sink = sink;
    this.thread = new Thread(this::run, name + "-" + kind.streamName());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    byte[] chunk = new byte[CHUNK];
    boolean listening = true;
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        listening = listening && deliver(Arrays.copyOf(chunk, count));
      }
    } catch (IOException | UncheckedIOException failure) {
      LOG.warn("{}: output is cut off: {}", thread.getName(), failure.getMessage());
    } finally {
      try {
        endSink();
      } finally {
        close();
      }
    }
  }

  private void endSink() {
    try {
      sink.end(kind);
    } catch (RuntimeException failure) {
      LOG.warn("{}: the receiver failed at the end", thread.getName(), failure);
    }
  }

  /** A receiver that is gone must not hold up the process: the rest is read and dropped. */
  private boolean deliver(byte[] bytes) {
    try {
      sink.accept(kind, bytes);
      return true;
    } catch (IOException gone) {
      LOG.debug("{}: the receiver is gone: {}", thread.getName(), gone.getMessage());
      return false;
    } catch (RuntimeException failure) {
      LOG.warn("{}: the receiver failed, the rest is dropped", thread.getName(), failure);
      return false;
    }
  }

  /** Waits until everything was carried over. */
  public void join() {
    try {
      thread.join();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
