package dev.harness.runtime.engine.exec;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A further process in a container: prepared, claimed, run once, then asked for its exit code.
 *
 * <p>Claiming is apart from running, so that a caller can answer "it runs" before it does.
 */
public final class Exec {
  private final ExecId id = ExecId.random();
  private final ContainerId container;
  private final ExecRequest request;
  private final ExecStarter starter;
  private final ExecEvents events;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Progress progress = Progress.of(Stage.PREPARED);

  Exec(ContainerId container, ExecRequest request, ExecStarter starter) {
    this.container = container;
    this.request = request;
    this.starter = starter;
    this.events = starter.events(id, request);
    this.size = request.size();
  }

  @GuardedBy("lock")
  private TerminalSize size;

  /** Tells the process the size of its terminal; nothing before it runs. */
  @GuardedBy("lock")
  private Consumer<TerminalSize> screen = unseen -> {};

  private enum Stage {
    PREPARED,
    CLAIMED,
    RUNNING,
    ENDED
  }

  private record Progress(Stage stage, Optional<Child> process, OptionalInt exitCode) {
    static Progress of(Stage stage) {
      return new Progress(stage, Optional.empty(), OptionalInt.empty());
    }

    static Progress of(Child process) {
      return new Progress(Stage.RUNNING, Optional.of(process), OptionalInt.empty());
    }

    boolean visiblyRunning() {
      return stage == Stage.CLAIMED || stage == Stage.RUNNING;
    }
  }

  /** Its identity. */
  public ExecId id() {
    return id;
  }

  /** All that is known of it now. */
  public ExecDetails details() {
    Progress now;
    synchronized (lock) {
      now = progress;
    }
    return new ExecDetails(
        id,
        container,
        request,
        now.visiblyRunning(),
        now.exitCode(),
        now.process().map(Child::pid).orElse(0));
  }

  /**
   * Takes the right to run it, which exists once; from now on it counts as running. Whoever claimed
   * it must {@link #run} it or {@link #abandon} it.
   *
   * @throws EngineException.Conflict when it was claimed before, or the container does not run
   */
  public void claim() {
    starter.requireRunning();
    synchronized (lock) {
      if (progress.stage() != Stage.PREPARED) {
        throw new EngineException.Conflict("exec %s has been started before".formatted(id));
      }
      progress = Progress.of(Stage.CLAIMED);
    }
  }

  /**
   * Runs it to its end; the exit code is final when this returns. A process that cannot be started
   * has its reason in the output and the code 126 or 127 (C35).
   *
   * @param stdin what the process reads, when the request asks for it; read until it ends
   * @param output takes what the process writes
   * @throws IllegalStateException when it was not claimed, or is run a second time
   */
  public void run(Optional<InputStream> stdin, OutputSink output) {
    if (!advance(Stage.CLAIMED, Progress.of(Stage.RUNNING))) {
      throw new IllegalStateException("exec %s is not claimed".formatted(id));
    }
    OptionalInt code = OptionalInt.of(ExecStarter.CANNOT_START);
    events.started();
    try {
      code = OptionalInt.of(starter.run(this, stdin, output));
    } finally {
      events.died(code);
      end(Stage.RUNNING, code);
    }
  }

  /** Runs it to its end on a thread of its own; nobody hears what it writes. */
  public void runDetached() {
    runDetached((kind, bytes) -> {});
  }

  /** Runs it to its end on a thread of its own. */
  public void runDetached(OutputSink output) {
    Thread thread = new Thread(() -> run(Optional.empty(), output), "exec-" + id.shortForm());
    thread.setDaemon(true);
    thread.start();
  }

  /** Gives up a claim that was not used; does nothing once it runs. */
  public void abandon() {
    end(Stage.CLAIMED, OptionalInt.of(ExecStarter.CANNOT_START));
  }

  /**
   * Sets the size of its terminal, also before it runs; does nothing without one.
   *
   * @throws EngineException.Conflict when it has ended
   */
  public void resize(TerminalSize wanted) {
    Consumer<TerminalSize> shown;
    synchronized (lock) {
      if (progress.stage() == Stage.ENDED) {
        throw new EngineException.Conflict(
            "cannot resize exec %s: it is not running".formatted(id));
      }
      size = wanted;
      shown = screen;
    }
    shown.accept(wanted);
  }

  private void end(Stage before, OptionalInt code) {
    if (advance(before, new Progress(Stage.ENDED, Optional.empty(), code))) {
      ended.complete(null);
    }
  }

  /** Goes on when the stage is still {@code from}; whether it was. */
  private boolean advance(Stage from, Progress next) {
    synchronized (lock) {
      if (progress.stage() != from) {
        return false;
      }
      progress = next;
      return true;
    }
  }

  /** Its end; never completes exceptionally. */
  public CompletionStage<Void> ended() {
    return ended;
  }

  void started(Child process, Consumer<TerminalSize> terminal) {
    boolean unused = advance(Stage.RUNNING, Progress.of(process));
    TerminalSize wanted;
    synchronized (lock) {
      screen = terminal;
      wanted = size;
    }
    // It may have been set since the terminal was made.
    terminal.accept(wanted);
  }

  /** Kills its process, if there is one; what that made lives on in the container. */
  public void kill() {
    Optional<Child> process;
    synchronized (lock) {
      process = progress.process();
    }
    process.ifPresent(running -> running.signal(Signal.KILL));
  }

  TerminalSize size() {
    synchronized (lock) {
      return size;
    }
  }

  ExecEvents events() {
    return events;
  }

  ContainerId container() {
    return container;
  }

  ExecRequest request() {
    return request;
  }
}
