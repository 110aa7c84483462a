package dev.harness.runtime.engine.stream;

import dev.harness.runtime.engine.output.Outlet;
import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.FdOutputStream;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pipe for each stream. */
public final class PipeStreams implements ProcessStreams {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Fd childIn;
  private final Optional<Fd> in;
  private final Io.Pipe out;
  private final Io.Pipe err;

  private PipeStreams(Fd childIn, Optional<Fd> in, Io.Pipe out, Io.Pipe err) {
    this.childIn = childIn;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Opens pipes; without {@code stdin} the process reads nothing. */
  public static PipeStreams open(boolean stdin) {
    Deque<Io.Pipe> opened = new ArrayDeque<>();
    try {
      opened.push(Io.pipe());
      opened.push(Io.pipe());
      Optional<Fd> in = Optional.empty();
      Fd childIn;
      if (stdin) {
        opened.push(Io.pipe());
        childIn = opened.element().reader();
        in = Optional.of(opened.pop().writer());
      } else {
        childIn = Filesystem.open(NOTHING, Set.of(OpenFlag.READ_ONLY));
      }
      return new PipeStreams(childIn, in, opened.pop(), opened.pop());
    } catch (SystemException failure) {
      opened.forEach(Io.Pipe::close);
      throw failure;
    }
  }

  @Override
  public Stdio stdio() {
    return new Stdio.Streams(childIn, out.writer(), err.writer());
  }

  @Override
  public void started() {
    childIn.close();
    out.writer().close();
    err.writer().close();
  }

  @Override
  public List<OutputPump> pump(OutputSink sink, String name) {
    return List.of(
        pump(out.reader(), OutputStreamKind.STDOUT, sink, name),
        pump(err.reader(), OutputStreamKind.STDERR, sink, name));
  }

  @Override
  public void carry(OutputSink sink, String name, Child process) {
    new PipeReading()
        .add(out.reader(), new Outlet(sink, OutputStreamKind.STDOUT, name))
        .add(err.reader(), new Outlet(sink, OutputStreamKind.STDERR, name))
        .run(process.duplicatePidfd(), process::await);
    process.await();
  }

  private static OutputPump pump(Fd reader, OutputStreamKind kind, OutputSink sink, String name) {
    return new OutputPump(new FdInputStream(Fd.owning(reader.release())), kind, sink, name);
  }

  @Override
  public Optional<OutputStream> stdin() {
    return in.map(fd -> new FdOutputStream(Fd.owning(fd.release())));
  }

  @Override
  public void resize(TerminalSize size) {
    // Pipes have no size; Docker says nothing of it either.
  }

  @Override
  public void close() {
    started();
    in.ifPresent(Fd::close);
    out.reader().close();
    err.reader().close();
  }
}
