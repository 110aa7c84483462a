package dev.harness.exec;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.ExecsApi;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.follow.CollectedOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;

/** Runs commands in one container and waits for their end. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ExecRun {
  private final ExecsApi execs;
  private final String container;

  /** Runs commands in the container of that id. */
  public ExecRun(EngineClient client, String container) {
    this.execs = client.execs();
    this.container = container;
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
      CollectedOutput said =
          spec.limit().isPresent()
              ? collected(output, spec.limit().get())
              : CollectedOutput.of(output);
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

  /** Closing the output, which the caller does, ends the thread. */
  private static CollectedOutput collected(ProcessOutput output, Duration limit)
      throws IOException {
    FutureTask<CollectedOutput> task = new FutureTask<>(() -> CollectedOutput.of(output));
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
