package dev.harness.runtime.engine.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** A container's log that a test writes, for tests of those who read it. */
public final class LogSource implements AutoCloseable {
  private final ContainerLog log;

  public LogSource(Path file, Clock clock) throws IOException {
    log = new ContainerLog(file, clock);
    log.begin();
  }

  public LogSource append(OutputStreamKind kind, String text) {
    log.append(kind, text.getBytes(StandardCharsets.UTF_8), false);
    return this;
  }

  public void read(LogQuery query, LogSink sink) throws IOException, InterruptedException {
    log.read(query, sink);
  }

  public void end() {
    log.end();
  }

  @Override
  public void close() {
    log.close();
  }
}
