package dev.harness.registry;

import dev.harness.locate.user.HarnessLog;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a credential helper, bounded in time and in what it may write (H63). */
final class HelperProcess {
  private static final int MAX_BYTES = 1 << 20;

  private final String program;
  private final Map<String, String> environment;
  private final Duration limit;

  HelperProcess(String program, Map<String, String> environment, Duration limit) {
    this.program = program;
    this.environment = environment;
    this.limit = limit;
  }

  /**
   * What came of it.
   *
   * @param status the exit status
   * @param output what was written: the secret when the status is 0, else the reason
   */
  record Result(int status, String output) {
    @Override
    public String toString() {
      return "Result[status=" + status + "]";
    }
  }

  /** Asks for the login to a registry. */
  Result get(String key) throws IOException {
    Process process = start();
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, output), "credential-helper-output");
    reader.setDaemon(true);
    reader.start();
    try {
      write(process, key);
      byte[] bytes = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it writes more than %d bytes".formatted(MAX_BYTES));
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it does not end within %d s".formatted(limit.toSeconds()));
      }
      return new Result(process.exitValue(), new String(bytes, StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      throw new IOException("it does not answer within %d s".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException("its answer cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was asked", e);
    } finally {
      end(process, reader);
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(executable().toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  /** Java looks in the path of its own start, which is not always that of the settings. */
  private Path executable() throws IOException {
    String path = environment.getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory, program);
      if (!directory.isEmpty() && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IOException("there is no such program in PATH, which is '" + path + "'");
  }

  /** The key is not followed by a newline; whether it is read is the helper's affair. */
  private static void write(Process process, String key) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(key.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      HarnessLog.get().debug("A credential helper ended before it was told the registry", e);
    }
  }

  private static void read(Process process, CompletableFuture<byte[]> output) {
    try (InputStream out = process.getInputStream()) {
      output.complete(out.readNBytes(MAX_BYTES + 1));
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }

  private static void end(Process process, Thread reader) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    boolean interrupted = false;
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
