package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The reading end of the pipe on which a program reports. */
final class Reports implements AutoCloseable {
  private static final int NUMBERS = 8;

  private final Fd reader;

  /** Takes ownership of the descriptor. */
  Reports(Fd reader) {
    this.reader = reader;
  }

  /**
   * One report.
   *
   * @param kind its first byte
   * @param first the step that failed or the id of the new process, else 0
   * @param second the errno, else 0
   */
  record Report(byte kind, int first, int second) {}

  /** Waits for the next report; nothing when the program has ended or was replaced by another. */
  Optional<Report> next() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 + NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
    if (Io.read(reader, bytes.limit(1)) == 0) {
      return Optional.empty();
    }
    byte kind = bytes.get(0);
    if (kind != Program.FAILED && kind != Program.CLONED) {
      return Optional.of(new Report(kind, 0, 0));
    }
    // Reports are shorter than what a pipe takes at once, so the rest is there.
    Io.read(reader, bytes.limit(1 + NUMBERS));
    return Optional.of(new Report(kind, bytes.getInt(1), bytes.getInt(5)));
  }

  @Override
  public void close() {
    reader.close();
  }
}
