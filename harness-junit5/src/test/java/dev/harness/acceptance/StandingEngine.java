package dev.harness.acceptance;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine of the command line, which stands until it is closed, whoever uses it. */
public final class StandingEngine implements AutoCloseable {
  private static final int SECONDS_TO_END = 10;

  private final Process process;
  private final Path socket;

  private StandingEngine(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /** Starts one, with its socket in a directory; returns when it is ready. */
  public static StandingEngine start(Path directory) throws IOException {
    return start(directory, Confinement.NONE, List.of());
  }

  /**
   * Starts one whose images, containers and volumes share 48 MB and 6,000 files in memory; the test
   * is skipped where that cannot be.
   */
  public static StandingEngine startOnSmallDisk(Path directory) throws IOException {
    String data = directory.resolve("disk").resolve("data").toString();
    return start(directory, Confinement.SMALL_DISK, List.of("--data", data));
  }

  private static StandingEngine start(Path directory, Confinement confinement, List<String> options)
      throws IOException {
    Path socket = directory.resolve("docker.sock");
    List<String> command = new ArrayList<>(List.of("engine", "--socket", socket.toString()));
    command.addAll(options);
    Process process = new CommandLine(directory, confinement).start(command.toArray(String[]::new));
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (line == null || !line.startsWith("Engine ready")) {
      process.destroyForcibly();
      throw new IOException("The engine said " + line);
    }
    return new StandingEngine(process, socket);
  }

  /** As {@code DOCKER_HOST} has it. */
  public String address() {
    return "unix://" + socket;
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /** A client, which the caller closes. */
  public EngineClient client() {
    return new EngineClient(new EngineAddress.UnixSocketAddress(socket));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IOException("The engine did not end within " + SECONDS_TO_END + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
