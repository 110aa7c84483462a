package dev.harness.runtime.engine.health;

import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what a probe writes, both streams in one. */
final class ProbeOutput implements OutputSink {
  private static final int BYTES_KEPT = 4096;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean cut;

  @Override
  public synchronized void accept(OutputStreamKind kind, byte[] bytes) {
    int room = BYTES_KEPT - kept.size();
    cut |= bytes.length > room;
    kept.write(bytes, 0, Math.min(room, bytes.length));
  }

  synchronized String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return cut ? text + "..." : text;
  }
}
