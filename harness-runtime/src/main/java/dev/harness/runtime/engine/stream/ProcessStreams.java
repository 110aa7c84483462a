package dev.harness.runtime.engine.stream;

import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What is between a process and the engine: the process's ends until it runs, and ours. */
public sealed interface ProcessStreams extends AutoCloseable permits PipeStreams, TerminalStreams {

  /** The process's ends. */
  Stdio stdio();

  /** Closes the process's ends in the engine, so that its end is seen; called once it runs. */
  void started();

  /** Starts to carry the output to {@code sink}; gives our reading ends away. */
  List<OutputPump> pump(OutputSink sink, String name);

  /**
   * Carries the output to {@code sink} until the last process that writes it has gone, and {@code
   * process} has ended; gives our reading ends away.
   */
  default void carry(OutputSink sink, String name, Child process) {
    List<OutputPump> pumps = pump(sink, name);
    process.await();
    pumps.forEach(OutputPump::join);
  }

  /** What the process reads is written here, if it reads anything; gives the end away. */
  Optional<OutputStream> stdin();

  /** Tells the process how large its terminal is; does nothing without one. */
  void resize(TerminalSize size);

  @Override
  void close();
}
