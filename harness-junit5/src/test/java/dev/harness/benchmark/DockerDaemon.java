package dev.harness.benchmark;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.images.testing.DebianExecutable;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Debian's dockerd, with everything of its own in one directory; it changes nothing of the
 * machine's network. Needs root, and the libraries that the package docker.io depends on.
 */
final class DockerDaemon implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The shell ends dockerd when its input ends, which no dying process can forget. */
  private static final String RUN_UNTIL_INPUT_ENDS =
      "\"$@\" </dev/null & read -r _; kill $!; wait $!";

  private final Process shell;
  private final EngineConnection engine;

  /** Starts it, and waits until it answers. */
  DockerDaemon(Path directory) throws IOException, InterruptedException {
    Path programs = directory.resolve("bin");
    Path daemon = new DebianExecutable("docker.io", "usr/sbin/dockerd").unpackInto(programs);
    new DebianExecutable("containerd", "usr/bin/containerd").unpackInto(programs);
    new DebianExecutable("runc", "usr/sbin/runc").unpackInto(programs);
    Path socket = directory.resolve("docker.sock");
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            RUN_UNTIL_INPUT_ENDS,
            "dockerd",
            daemon.toString(),
            "--data-root=" + directory.resolve("data"),
            "--exec-root=" + directory.resolve("exec"),
            "--pidfile=" + directory.resolve("pid"),
            "--host=unix://" + socket,
            "--storage-driver=overlay2",
            "--iptables=false",
            "--ip-forward=false",
            "--bridge=none");
    builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
    builder.redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("log").toFile());
    this.shell = builder.start();
    this.engine = connected(socket);
  }

  private EngineConnection connected(Path socket) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        return connection(socket);
      } catch (RuntimeException e) {
        if (System.nanoTime() > deadline || shell.waitFor(100, TimeUnit.MILLISECONDS)) {
          close();
          throw new IOException("dockerd does not answer, see its log beside " + socket, e);
        }
      }
    }
  }

  private static EngineConnection connection(Path socket) {
    return new Engines(
            new Settings(Map.of("HARNESS_ENGINE", "unix://" + socket), Map.of()),
            DockerDaemon.class.getClassLoader())
        .connect();
  }

  EngineClient client() {
    return engine.client();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try (EngineConnection closing = engine) {
      shell.getOutputStream().close();
      shell.waitFor();
    }
  }
}
