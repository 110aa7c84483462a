package dev.harness.locate.boot;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.HarnessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/**
 * An engine of ours that runs as long as this process holds its lease: when this is closed, or
 * this process dies in whichever way, the kernel ends the engine and all its containers.
 */
public final class EngineProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final RunDirectory run;
  private final EngineAddress address;
  private volatile String mode = "";

  /** Takes ownership of both. */
  EngineProcess(Process process, RunDirectory run, EngineAddress address) {
    this.process = process;
    this.run = run;
    this.address = address;
  }

  void ready(String reportedMode) {
    mode = reportedMode;
  }

  Process process() {
    return process;
  }

  /** Where the engine listens. */
  public EngineAddress address() {
    return address;
  }

  /** How the engine runs: {@code rootless}, {@code root} or {@code single-id}. */
  public String mode() {
    return mode;
  }

  /** The last lines that the engine wrote to its log, empty when there are none. */
  public String logTail() {
    return LogTail.of(run.log());
  }

  /** Waits until the engine ends by itself and returns its exit code. */
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends the engine with all its containers; returns when they are gone. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Then it has ended already, which is what closing is for.
      process.destroyForcibly();
    }
    awaitEnd();
    removeSocket();
    run.close();
  }

  /** It may lie elsewhere than in the run directory. */
  private void removeSocket() {
    if (address instanceof EngineAddress.UnixSocketAddress unix) {
      try {
        Files.deleteIfExists(unix.path());
      } catch (IOException e) {
        HarnessLog.get().debug("The engine's socket stays: {}", e.toString());
      }
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    closeReports();
  }

  private void closeReports() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // The process is gone; what it reported last is of no interest any more.
      HarnessLog.get().debug("The engine's reports cannot be closed: {}", e.getMessage());
    }
  }
}
