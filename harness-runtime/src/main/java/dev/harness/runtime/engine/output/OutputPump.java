package dev.harness.runtime.engine.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Carries one output stream of a process to a sink, on a thread of its own, until the last process
 * that holds the other end has gone.
 */
public final class OutputPump implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final InputStream in;
  private final Outlet outlet;
  private final Thread thread;

  /** Starts to read from {@code in}, which it owns; {@code name} names the thread. */
  public OutputPump(InputStream in, OutputStreamKind kind, OutputSink sink, String name) {
    this.in = in;
    this.outlet = new Outlet(sink, kind, name);
    this.thread = new Thread(this::run, outlet.toString());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        outlet.accept(Arrays.copyOf(chunk, count));
      }
    } catch (IOException | UncheckedIOException failure) {
      outlet.cutOff(String.valueOf(failure.getMessage()));
    } finally {
      try {
        outlet.end();
      } finally {
        close();
      }
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
