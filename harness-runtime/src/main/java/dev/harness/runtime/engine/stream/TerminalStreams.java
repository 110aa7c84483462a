package dev.harness.runtime.engine.stream;

import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.linux.socket.DescriptorChannel;
import dev.harness.runtime.linux.terminal.Terminal;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A terminal for all streams; its output counts as standard output. */
public final class TerminalStreams implements ProcessStreams {
  private final DescriptorChannel channel = DescriptorChannel.open();
  private final TerminalSize size;
  private final boolean stdin;

  /** Comes from the launcher; set before others see this. */
  private @Nullable Terminal terminal;

  /** Prepares a terminal; without {@code stdin} nobody types on it. */
  public TerminalStreams(TerminalSize size, boolean stdin) {
    this.size = size;
    this.stdin = stdin;
  }

  @Override
  public Stdio stdio() {
    return new Stdio.OnTerminal(channel.far(), size);
  }

  @Override
  public void started() {
    terminal = new Terminal(channel.receive());
    channel.close();
  }

  private Terminal terminal() {
    if (terminal == null) {
      throw new IllegalStateException("the process was not started");
    }
    return terminal;
  }

  @Override
  public List<OutputPump> pump(OutputSink sink, String name) {
    return List.of(new OutputPump(terminal().output(), OutputStreamKind.STDOUT, sink, name));
  }

  @Override
  public Optional<OutputStream> stdin() {
    return stdin ? Optional.of(terminal().input()) : Optional.empty();
  }

  @Override
  public void resize(TerminalSize wanted) {
    terminal().resize(wanted);
  }

  @Override
  public void close() {
    channel.close();
    if (terminal != null) {
      terminal.close();
    }
  }
}
