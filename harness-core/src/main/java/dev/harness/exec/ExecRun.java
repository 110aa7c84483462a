package dev.harness.exec;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.ExecsApi;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.follow.CollectedOutput;
import dev.harness.follow.LogLines;
import dev.harness.logs.LogLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/** Runs commands in one container and waits for their end. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ExecRun {
  private final ExecsApi execs;
  private final String container;
  private final String name;

  /**
   * Runs commands in a container.
   *
   * @param container its id
   * @param name what its lines are said to be of
   */
  public ExecRun(EngineClient client, String container, String name) {
    this.execs = client.execs();
    this.container = container;
    this.name = name;
  }

  /**
   * Runs a command; returns when it has ended.
   *
   * @throws IOException when it says more than memory holds, or takes longer than it may
   */
  public ExecResult run(ExecSpec spec) throws IOException {
    byte[] input = spec.input();
    String exec = execs.create(container, request(spec, input.length > 0));
    try (ProcessOutput output = input.length > 0 ? execs.start(exec, input) : execs.start(exec)) {
      Callable<CollectedOutput> reading = () -> read(output, spec);
      CollectedOutput said =
          spec.limit().isPresent() ? within(spec.limit().get(), reading) : read(output, spec);
      Integer exitCode = execs.inspect(exec).exitCode();
      return new ExecResult(exitCode == null ? -1 : exitCode, said.stdout(), said.stderr());
    }
  }

  private static CreateExecRequest request(ExecSpec spec, boolean hasInput) {
    return new CreateExecRequest(
        spec.user(),
        false,
        false,
        hasInput,
        true,
        true,
        spec.variables(),
        spec.workingDirectory(),
        spec.words(),
        List.of(),
        Map.of());
  }

  private CollectedOutput read(ProcessOutput output, ExecSpec spec) throws IOException {
    Optional<Consumer<LogLine>> listener = spec.listener();
    if (listener.isEmpty()) {
      return CollectedOutput.of(output);
    }
    LogLines lines = new LogLines(name, listener.get());
    CollectedOutput said = CollectedOutput.of(output, lines::accept);
    lines.finish();
    return said;
  }

  /** Closing the output, which the caller does, ends the thread. */
  private static CollectedOutput within(Duration limit, Callable<CollectedOutput> reading)
      throws IOException {
    FutureTask<CollectedOutput> task = new FutureTask<>(reading);
    Thread thread = new Thread(task, "harness-exec-output");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it has not ended within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
