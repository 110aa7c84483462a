package dev.harness.runtime.engine.output;

/** Records both output streams of a run in the container's log. */
public final class LogRecorder implements OutputSink {
  private final LineSplitter stdout;
  private final LineSplitter stderr;

  /** Appends to {@code log}, which it borrows. */
  public LogRecorder(ContainerLog log) {
    this.stdout = new LineSplitter(log, OutputStreamKind.STDOUT);
    this.stderr = new LineSplitter(log, OutputStreamKind.STDERR);
  }

  @Override
  public void accept(OutputStreamKind kind, byte[] bytes) {
    splitter(kind).accept(bytes);
  }

  private LineSplitter splitter(OutputStreamKind kind) {
    return kind == OutputStreamKind.STDOUT ? stdout : stderr;
  }
}
