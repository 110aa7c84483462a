package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.stream.ProcessStreams;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.util.List;
import java.util.Optional;

/** What exists of a container only while it runs: its process. */
public final class Run implements AutoCloseable {
  private final Child child;
  private final ProcessStreams streams;
  private final List<OutputPump> output;
  private final ResourceStack resources;
  private final Optional<Stragglers> stragglers;

  /**
   * Takes ownership of {@code resources}, child and streams among them.
   *
   * @param stragglers the processes that the kernel does not end with the first one
   */
  Run(
      Child child,
      ProcessStreams streams,
      List<OutputPump> output,
      ResourceStack resources,
      Optional<Stragglers> stragglers) {
    this.child = child;
    this.streams = streams;
    this.stragglers = stragglers;
    this.output = List.copyOf(output);
    this.resources = resources;
  }

  /** The process id of its first process, as the engine sees it. */
  public int pid() {
    return child.pid();
  }

  /** Sends a signal; one that comes after the end goes nowhere, and whoever waits learns of that. */
  public void signal(Signal signal) {
    child.signal(signal);
  }

  /** Tells it how large its terminal is, if it has one. */
  public void resize(TerminalSize size) {
    streams.resize(size);
  }

  /** Blocks until the first process, and with it every other, has ended and was heard out. */
  public ExitStatus await() {
    ExitStatus status = child.await();
    stragglers.ifPresent(Stragglers::kill);
    for (OutputPump pump : output) {
      pump.join();
    }
    return status;
  }

  /** Opens its process, owned by the caller; nothing when that has ended. */
  Optional<Fd> process() {
    return child.duplicatePidfd();
  }

  @Override
  public void close() {
    resources.close();
  }
}
