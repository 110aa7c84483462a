package dev.harness.images.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real registry, Debian's {@code docker-registry}, on a free port of 127.0.0.1.
 *
 * <p>It is an ordinary process with an empty storage directory of its own, and ends with this
 * object or with the JVM, even a killed one.
 */
public final class RegistryServer implements AutoCloseable {
  private static final DebianExecutable PROGRAM =
      new DebianExecutable("docker-registry", "usr/bin/docker-registry");
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final int START_SECONDS = 30;

  /** The shell kills the registry when its input ends, which no dying process can forget. */
  private static final String RUN_UNTIL_INPUT_ENDS =
      "\"$1\" serve \"$2\" </dev/null 2>&1 & read -r _; kill -9 $!; wait $!";

  /** Written by htpasswd: bcrypt is the only form that the registry takes. */
  private static final String PASSWORD_OF_JANE =
      "jane:$2b$04$WiJPa5EzKc3wvu5LtdfwE.J3ooYZt8xtOAHkDCZfC1GtnGhKjBX/S\n";

  private final Path directory;
  private final Process shell;
  private final Thread logReader;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  private RegistryServer(Path directory, String access) throws IOException {
    this.directory = directory;
    Path program = PROGRAM.unpackInto(directory);
    Path configuration = directory.resolve("config.yml");
    Files.writeString(
        configuration,
        """
        version: 0.1
        log: {level: info}
        storage:
          filesystem: {rootdirectory: "%s"}
          delete: {enabled: true}
        http: {addr: "127.0.0.1:0"}
        """
                .formatted(directory.resolve("storage"))
            + access);
    this.shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                RUN_UNTIL_INPUT_ENDS,
                "registry",
                program.toString(),
                configuration.toString())
            .redirectErrorStream(true)
            .start();
    this.logReader = new Thread(this::readLog, "registry-log");
    logReader.setDaemon(true);
    logReader.start();
  }

  /** Starts one that anybody may use, and waits until it listens. */
  public static RegistryServer start() {
    return start("");
  }

  /** Starts one that only the user {@code jane} with the password {@code opensesame} may use. */
  public static RegistryServer startForJane() {
    try {
      Path passwords = Files.createTempFile("registry", ".htpasswd");
      passwords.toFile().deleteOnExit();
      Files.writeString(passwords, PASSWORD_OF_JANE);
      return start(
          """
          auth:
            htpasswd: {realm: "test registry", path: "%s"}
          """
              .formatted(passwords));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a registry", e);
    }
  }

  /**
   * Starts one with access of the caller's choice.
   *
   * @param access the part {@code auth} of its configuration
   */
  public static RegistryServer start(String access) {
    try {
      RegistryServer server = new RegistryServer(Files.createTempDirectory("registry"), access);
      server.awaitPort();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a registry", e);
    }
  }

  /** What goes in front of a repository's name: {@code 127.0.0.1:port}. */
  public String host() {
    return "127.0.0.1:" + port.join();
  }

  /** The address that the API's paths are appended to. */
  public String url() {
    return "http://" + host();
  }

  /** What it has logged so far: requests with their status, among others. */
  public String log() {
    return String.join("\n", log);
  }

  private void awaitPort() {
    try {
      port.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the registry started", e);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("the registry does not listen; its log: " + log(), e);
    }
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          port.complete(Integer.valueOf(listening.group(1)));
        }
      }
      port.completeExceptionally(new IOException("the registry has ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the registry does not end");
      }
      logReader.join();
      deleteDirectory();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean up after the registry", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteDirectory() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
