package dev.harness.runtime.launch;

import dev.harness.runtime.linux.ExitStatus;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.NamespaceKind;
import dev.harness.runtime.linux.Signal;

/** A process that a program ended in, or will end in. */
@SuppressWarnings("DoNotCallSuggester")
public final class Child implements AutoCloseable {

  /** Its id in the engine's pid namespace. */
  public int pid() {
    throw new UnsupportedOperationException();
  }

  /** The process; owned by this object. */
  public Fd pidfd() {
    throw new UnsupportedOperationException();
  }

  /** Opens one of its namespaces, owned by the caller. */
  public Fd namespace(NamespaceKind kind) {
    throw new UnsupportedOperationException(kind.name());
  }

  /**
   * Lets it execute its file; returns when that was done.
   *
   * @throws LaunchException when a step failed or the file cannot be executed; the process is gone
   */
  public void proceed() {
    throw new UnsupportedOperationException();
  }

  /** Blocks until it has ended; any number of threads may wait. */
  public ExitStatus await() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a signal.
   *
   * @return false when it has ended
   */
  public boolean signal(Signal signal) {
    throw new UnsupportedOperationException(signal.toString());
  }

  /** Kills it if it lives, waits for its end and closes its descriptor. */
  @Override
  public void close() {}
}
