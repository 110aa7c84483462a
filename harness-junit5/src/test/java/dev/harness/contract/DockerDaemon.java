package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.testing.DebianExecutable;
import dev.harness.images.testing.DebianPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Docker engine of its own, without networks, beside whatever else runs on the machine. */
public final class DockerDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String MODULES_OF_IPTABLES = DebianPackages.LIBRARIES + "/xtables";

  private final Process process;
  private final Path socket;

  private DockerDaemon(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /** Skips the test where there cannot be any; to be asked before anything is made for it. */
  static void assumeThatItCanRun() {
    assumeThat(System.getProperty("user.name")).as("dockerd needs root").isEqualTo("root");
  }

  /** Starts one that stores images, or skips the test where there cannot be any. */
  static DockerDaemon start(Path directory) throws IOException {
    return start(directory, List.of(), List.of("--storage-driver=vfs", "--bridge=none"));
  }

  /**
   * Starts one that runs containers, with its default network in a network namespace of its own; or
   * skips the test where there cannot be any.
   */
  public static DockerDaemon startForContainers(Path directory) throws IOException {
    return startForContainers(directory, List.of(), List.of());
  }

  /**
   * The same, which also publishes ports on the loopback of its network namespace: what wants to
   * reach them has to be {@link #beside} it.
   */
  public static DockerDaemon startForTests(Path directory) throws IOException {
    // Nobody answers there, and says so at once: the machine's name servers are out of reach.
    return startForPorts(directory, List.of("--dns=127.0.0.1"));
  }

  /** The same, whose containers ask the machine's name servers, in vain. */
  public static DockerDaemon startForComparison(Path directory) throws IOException {
    return startForPorts(directory, List.of());
  }

  private static DockerDaemon startForPorts(Path directory, List<String> options)
      throws IOException {
    assumeThatItCanRun();
    Path programs = Files.createDirectories(directory.resolve("programs"));
    new DebianExecutable("docker.io", "usr/sbin/docker-proxy").unpackInto(programs);
    Path busybox = new DebianExecutable("busybox-static", "bin/busybox").unpackInto(programs);
    String script = busybox + " ip link set lo up && exec \"$@\"";
    return startForContainers(directory, List.of("sh", "-c", script, "sh"), options);
  }

  /** A command that runs in the network namespace of this engine. */
  public List<String> beside(List<String> command) {
    List<String> entered = new ArrayList<>();
    entered.addAll(List.of("nsenter", "--net=/proc/" + process.pid() + "/ns/net"));
    entered.addAll(command);
    return entered;
  }

  private static DockerDaemon startForContainers(
      Path directory, List<String> prefix, List<String> more) throws IOException {
    assumeThatItCanRun();
    Path programs = Files.createDirectories(directory.resolve("programs"));
    new DebianExecutable("containerd", "usr/bin/containerd-shim-runc-v2").unpackInto(programs);
    Path init = new DebianExecutable("tini", "usr/bin/tini-static").unpackInto(programs);
    Files.move(init, programs.resolve("docker-init"));
    unpackPacketFilter(programs);
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "--mount"));
    command.addAll(prefix);
    List<String> options =
        new ArrayList<>(List.of("--storage-driver=overlay2", "--ip6tables=false"));
    options.addAll(more);
    return start(directory, command, options);
  }

  /** Starts one that is spoken to by TLS too, at a port of this machine. */
  static DockerDaemon startForTls(Path directory, int port, Path certificates) throws IOException {
    return start(
        directory,
        List.of(),
        List.of(
            "--storage-driver=vfs",
            "--bridge=none",
            "--host=tcp://127.0.0.1:" + port,
            "--tlsverify",
            "--tlscacert=" + certificates.resolve("believed.pem"),
            "--tlscert=" + certificates.resolve("server.pem"),
            "--tlskey=" + certificates.resolve("server-key.pem")));
  }

  private static DockerDaemon start(Path directory, List<String> prefix, List<String> options)
      throws IOException {
    assumeThatItCanRun();
    Files.createDirectories(directory);
    Path socket = directory.resolve("docker.sock");
    Path log = directory.resolve("dockerd.log");
    Path programs = directory.resolve("programs");
    String dockerd = unpack(programs);
    List<String> command = new ArrayList<>(prefix);
    command.add(dockerd);
    command.add("--data-root=" + directory.resolve("data"));
    command.add("--exec-root=" + directory.resolve("exec"));
    command.add("--pidfile=" + directory.resolve("pid"));
    command.add("--host=unix://" + socket);
    command.add("--iptables=false");
    // Else it would change a setting of the machine, which new network namespaces take over.
    command.add("--ip-forward=" + !prefix.isEmpty());
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    builder
        .environment()
        .put("LD_LIBRARY_PATH", programs + ":" + DebianPackages.libraryPath(programs));
    builder.environment().put("XTABLES_LIBDIR", programs.resolve(MODULES_OF_IPTABLES).toString());
    DockerDaemon daemon = new DockerDaemon(builder.start(), socket);
    daemon.await(log);
    return daemon;
  }

  /**
   * Gives it what it redirects a container's questions for names with, on networks of users; the
   * machine need not have it, and without it dockerd's containers find nobody.
   */
  private static void unpackPacketFilter(Path programs) throws IOException {
    new DebianPackages(List.of("iptables"), List.of("libc6", "netbase")).unpackInto(programs);
    Files.createSymbolicLink(
        programs.resolve("iptables"), programs.resolve("usr/sbin/xtables-nft-multi"));
  }

  /** Puts the engine and what it needs into one directory, without installing anything. */
  private static String unpack(Path programs) {
    new DebianExecutable("containerd", "usr/bin/containerd").unpackInto(programs);
    new DebianExecutable("runc", "usr/sbin/runc").unpackInto(programs);
    new DebianExecutable(
            "libdevmapper1.02.1", DebianPackages.OLD_LIBRARIES + "/libdevmapper.so.1.02.1")
        .unpackInto(programs);
    return new DebianExecutable("docker.io", "usr/sbin/dockerd").unpackInto(programs).toString();
  }

  private void await(Path log) throws IOException {
    DockerCli client = new DockerCli(socket, socket.resolveSibling("client"));
    Files.createDirectories(client.home());
    Instant deadline = Instant.now().plus(PATIENCE);
    while (client.run("version").exitCode() != 0) {
      assertThat(process.isAlive() && Instant.now().isBefore(deadline))
          .as(() -> "dockerd serves; " + read(log))
          .isTrue();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
