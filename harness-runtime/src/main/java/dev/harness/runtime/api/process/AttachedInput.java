package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.engine.Attachment;
import dev.harness.runtime.engine.request.Console;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what an attached client sends to the container, on a thread of its own. When the client
 * ends its input, that of the container ends too where this is wanted; otherwise it is detached.
 */
final class AttachedInput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttachedInput.class);
  private static final int CHUNK = 16 * 1024;

  /** How long what was received from a client that has gone may take to get to the container. */
  private static final int DRAIN_MILLIS = 1000;

  private final Attachment attachment;
  private final Console console;
  private final DetachKeys keys;
  private final HijackedConnection connection;
  private final Thread thread;

  /** Starts to carry; the connection stays the caller's. */
  AttachedInput(
      Attachment attachment, Console console, DetachKeys keys, HijackedConnection connection) {
    this.attachment = attachment;
    this.console = console;
    this.keys = keys;
    this.connection = connection;
    this.thread = new Thread(this::run, Thread.currentThread().getName() + "-stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      carry();
      if (keys.areTyped()) {
        attachment.detached();
      }
      if (console.inputOnce() && !console.terminal()) {
        attachment.input().finish();
      } else {
        connection.hangUp();
      }
    } catch (IOException gone) {
      LOG.debug("{}: no more input: {}", thread.getName(), gone.getMessage());
    } catch (InterruptedException noLongerWanted) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry() throws IOException, InterruptedException {
    byte[] chunk = new byte[CHUNK];
    int count = connection.input().read(chunk);
    while (count >= 0 && !keys.areTyped()) {
      byte[] bytes = Arrays.copyOf(chunk, count);
      byte[] passed = console.terminal() ? keys.pass(bytes) : bytes;
      if (passed.length > 0) {
        attachment.input().write(passed);
      }
      count = keys.areTyped() ? -1 : connection.input().read(chunk);
    }
  }

  /** Lets what a client sent before it went get to the container, for a short time. */
  void drain() {
    join(DRAIN_MILLIS);
  }

  private void join(int millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    thread.interrupt();
    join(0);
  }
}
