package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.SealedFile;
import dev.harness.runtime.linux.process.Processes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Spawns programs, one after the other, from one thread that lives as long as the launcher.
 *
 * <p>One at a time, because what one child shall inherit is open to any other that is spawned at
 * that moment; always the same thread, because it is the parent that the kernel knows (R29).
 */
final class Spawner implements AutoCloseable {
  private static final String NAME = "harness-launcher";

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> daemon(new Thread(task, "harness-spawner")));

  /** Starts a program that inherits these descriptors; returns its process id when it runs. */
  int spawn(Program program, List<Fd> inherited) {
    try (Fd file = SealedFile.executable(NAME, program.executable(Architecture.current()))) {
      return CompletableFuture.supplyAsync(() -> Processes.spawn(file, NAME, inherited), thread)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SystemException cause ? cause : e;
    }
  }

  /** Ends the thread; what was spawned stays. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }
}
