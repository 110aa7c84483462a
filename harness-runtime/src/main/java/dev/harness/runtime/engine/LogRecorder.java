package dev.harness.runtime.engine;

/** Records both output streams of a run in the container's log. */
final class LogRecorder implements OutputSink {
  private final LineSplitter stdout;
  private final LineSplitter stderr;

  LogRecorder(ContainerLog log) {
    this.stdout = new LineSplitter(log, OutputStreamKind.STDOUT);
    this.stderr = new LineSplitter(log, OutputStreamKind.STDERR);
  }

  @Override
  public void accept(OutputStreamKind kind, byte[] bytes) {
    splitter(kind).accept(bytes);
  }

  @Override
  public void end(OutputStreamKind kind) {
    splitter(kind).end();
  }

  private LineSplitter splitter(OutputStreamKind kind) {
    return kind == OutputStreamKind.STDOUT ? stdout : stderr;
  }
}
