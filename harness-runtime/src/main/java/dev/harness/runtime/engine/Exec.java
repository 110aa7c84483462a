package dev.harness.runtime.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** A further process in a container: prepared, run once, then asked for its exit code. */
public final class Exec {
  private final ContainerId id = ContainerId.random();
  private final ContainerId container;
  private final ExecRequest request;
  private final ExecStarter starter;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Progress progress = new Progress(Stage.PREPARED, 0, OptionalInt.empty());

  Exec(ContainerId container, ExecRequest request, ExecStarter starter) {
    this.container = container;
    this.request = request;
    this.starter = starter;
  }

  private enum Stage {
    PREPARED,
    RUNNING,
    ENDED
  }

  private record Progress(Stage stage, int pid, OptionalInt exitCode) {}

  /** Its identity. */
  public ContainerId id() {
    return id;
  }

  /** All that is known of it now. */
  public ExecDetails details() {
    Progress now;
    synchronized (lock) {
      now = progress;
    }
    return new ExecDetails(
        id, container, request, now.stage() == Stage.RUNNING, now.exitCode(), now.pid());
  }

  /**
   * Runs it to its end; the exit code is final when this returns. A process that cannot be started
   * has its reason in the output and the code 126 or 127 (C35).
   *
   * @param stdin what the process reads, when the request asks for it; read until it ends
   * @param output takes what the process writes
   * @throws EngineException.Conflict when it was started before, or the container does not run
   */
  public void run(Optional<InputStream> stdin, OutputSink output) {
    claim();
    OptionalInt code = OptionalInt.of(ExecStarter.CANNOT_START);
    try {
      code = OptionalInt.of(starter.run(this, stdin, output));
    } finally {
      set(new Progress(Stage.ENDED, 0, code));
    }
  }

  private void claim() {
    synchronized (lock) {
      if (progress.stage() != Stage.PREPARED) {
        throw new EngineException.Conflict("exec %s has been started before".formatted(id));
      }
      progress = new Progress(Stage.RUNNING, 0, OptionalInt.empty());
    }
  }

  private void set(Progress next) {
    synchronized (lock) {
      progress = next;
    }
  }

  void started(int pid) {
    set(new Progress(Stage.RUNNING, pid, OptionalInt.empty()));
  }

  ExecRequest request() {
    return request;
  }
}
