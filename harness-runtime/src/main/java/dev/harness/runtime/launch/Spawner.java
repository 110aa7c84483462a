package dev.harness.runtime.launch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.SealedFile;
import dev.harness.runtime.linux.process.Processes;
import java.util.List;

/**
 * Spawns programs, one after the other, on the threads of those who want them.
 *
 * <p>One at a time, because what one child shall inherit is open to any other that is spawned at
 * that moment. The threads may end before the children: the kernel then makes another thread of this
 * process their parent, and only a parent-death signal, which no such program asks for, would tell
 * the difference (R29).
 */
final class Spawner implements AutoCloseable {
  private static final String NAME = "harness-launcher";

  @GuardedBy("this")
  private boolean closed;

  /** Starts a program that inherits these descriptors; returns its process id when it runs. */
  int spawn(Program program, List<Fd> inherited) {
    try (Fd file = SealedFile.executable(NAME, program.executable(Architecture.current()))) {
      return spawn(file, inherited);
    }
  }

  private synchronized int spawn(Fd file, List<Fd> inherited) {
    if (closed) {
      throw new IllegalStateException("the launcher is closed");
    }
    return Processes.spawn(file, NAME, inherited);
  }

  /** Spawns nothing more; what was spawned stays. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
