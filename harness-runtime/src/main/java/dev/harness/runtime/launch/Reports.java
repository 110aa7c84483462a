package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.FileStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reading end of the pipe on which a program reports. */
final class Reports implements AutoCloseable {
  private static final int NUMBERS = 8;

  private final Program program;
  private final Fd reader;

  /** Hears a program; takes ownership of the descriptor. */
  Reports(Program program, Fd reader) {
    this.program = program;
    this.reader = reader;
  }

  /**
   * One report.
   *
   * @param kind its first byte
   * @param first the step that failed or the id of the new process, else 0
   * @param second the errno, else 0
   */
  record Report(byte kind, int first, int second) {
    boolean isFailure() {
      return kind == Program.FAILED;
    }
  }

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

  /** Waits until the program has ended or was replaced by another; all that it reported. */
  List<Report> all() {
    Io.awaitHangup(reader);
    List<Report> all = new ArrayList<>();
    for (Optional<Report> next = next(); next.isPresent(); next = next()) {
      all.add(next.get());
    }
    return all;
  }

  /** What a report of a failure means. */
  LaunchException meaning(Report failure) {
    Step step = program.numbered().get(failure.first() - 1);
    Errno errno = Errno.of(failure.second());
    if (step instanceof ProcessStep.Execute execute) {
      return new LaunchException.NotExecutable(execute.file(), errno);
    }
    return step instanceof FileStep.WorkIn
        ? new LaunchException.NoWorkingDirectory(step.describe(), errno)
        : new LaunchException.StepFailed(step.describe(), errno);
  }

  @Override
  public void close() {
    reader.close();
  }
}
