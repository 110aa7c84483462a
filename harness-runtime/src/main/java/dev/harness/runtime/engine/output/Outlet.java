package dev.harness.runtime.engine.output;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one output stream of a process goes. A receiver that fails or has gone must not hold up the
 * process: the rest is dropped. For one thread.
 */
public final class Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  private final OutputSink sink;
  private final OutputStreamKind kind;
  private final String name;
  private boolean listening = true;

  /** Gives to {@code sink}; {@code name} says in the log whose output it is. */
  public Outlet(OutputSink sink, OutputStreamKind kind, String name) {
    this.sink = sink;
    this.kind = kind;
    this.name = name + "-" + kind.streamName();
  }

  /** Takes a piece; may block, as the receiver does. */
  public void accept(byte[] bytes) {
    if (!listening) {
      return;
    }
    try {
      sink.accept(kind, bytes);
    } catch (IOException gone) {
      LOG.debug("{}: the receiver is gone: {}", name, gone.getMessage());
      listening = false;
    } catch (RuntimeException failure) {
      LOG.warn("{}: the receiver failed, the rest is dropped", name, failure);
      listening = false;
    }
  }

  /** Says that the rest cannot be read. */
  public void cutOff(String reason) {
    LOG.warn("{}: output is cut off: {}", name, reason);
  }

  /** Says that nothing more comes. */
  public void end() {
    try {
      sink.end(kind);
    } catch (RuntimeException failure) {
      LOG.warn("{}: the receiver failed at the end", name, failure);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
