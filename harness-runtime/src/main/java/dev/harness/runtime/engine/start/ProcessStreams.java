package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdOutputStream;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pipes between a process and the engine: the process's ends until it runs, and ours. */
public final class ProcessStreams implements AutoCloseable {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Fd childIn;
  private final Optional<Fd> in;
  private final Io.Pipe out;
  private final Io.Pipe err;

  private ProcessStreams(Fd childIn, Optional<Fd> in, Io.Pipe out, Io.Pipe err) {
    this.childIn = childIn;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Opens pipes; without {@code stdin} the process reads nothing. */
  public static ProcessStreams open(boolean stdin) {
    try (ResourceStack stack = new ResourceStack()) {
      Io.Pipe out = stack.push(Io.pipe());
      Io.Pipe err = stack.push(Io.pipe());
      ProcessStreams streams;
      if (stdin) {
        Io.Pipe in = stack.push(Io.pipe());
        streams = new ProcessStreams(in.reader(), Optional.of(in.writer()), out, err);
      } else {
        Fd nothing = stack.push(Filesystem.open(NOTHING, Set.of(OpenFlag.READ_ONLY)));
        streams = new ProcessStreams(nothing, Optional.empty(), out, err);
      }
      stack.forget();
      return streams;
    }
  }

  /** The process's ends. */
  public Stdio stdio() {
    return new Stdio(childIn, out.writer(), err.writer());
  }

  /** Closes the process's ends in the engine, so that its end is seen. */
  public void closeChildEnds() {
    childIn.close();
    out.writer().close();
    err.writer().close();
  }

  /** Starts to carry the output to {@code sink}; gives our reading ends away. */
  public List<OutputPump> pump(OutputSink sink, String name) {
    return List.of(
        new OutputPump(Fd.owning(out.reader().release()), OutputStreamKind.STDOUT, sink, name),
        new OutputPump(Fd.owning(err.reader().release()), OutputStreamKind.STDERR, sink, name));
  }

  /** What the process reads is written here; gives the end away. */
  public Optional<OutputStream> stdin() {
    return in.map(fd -> new FdOutputStream(Fd.owning(fd.release())));
  }

  @Override
  public void close() {
    closeChildEnds();
    in.ifPresent(Fd::close);
    out.reader().close();
    err.reader().close();
  }
}
