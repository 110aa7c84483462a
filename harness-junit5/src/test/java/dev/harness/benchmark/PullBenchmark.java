package dev.harness.benchmark;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.images.testing.DebianExecutable;
import dev.harness.images.testing.RegistryServer;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pull of one large layer and of twelve layers from a registry of this machine, in turn by our
 * engine (a new one with an empty store each time), Debian's dockerd and podman, and beside them
 * what gzip and tar need for the same layers. Needs root.
 *
 * <p>Arguments: {@code cold} drops the page cache before each measurement; a number is that of the
 * rounds; {@code ours} leaves out the peers.
 */
final class PullBenchmark implements AutoCloseable {
  private static final long LARGE_BYTES = 500_000_000;
  private static final long SMALL_BYTES = 40_000_000;
  private static final int SMALL_LAYERS = 12;

  private final boolean cold;
  private final boolean alone;
  private final int rounds;
  private final Path directory = Files.createTempDirectory("pull");
  private final RegistryServer registry = RegistryServer.start();
  private final Map<String, List<Double>> times = new LinkedHashMap<>();
  private int directories;

  /** What is measured. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private PullBenchmark(List<String> arguments) throws IOException {
    this.cold = arguments.contains("cold");
    this.alone = arguments.contains("ours");
    this.rounds =
        arguments.stream()
            .filter(it -> it.matches("\\d+"))
            .mapToInt(Integer::parseInt)
            .findAny()
            .orElse(3);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (PullBenchmark benchmark = new PullBenchmark(List.of(arguments))) {
      benchmark.run();
    }
  }

  private void run() throws IOException, InterruptedException {
    PullImages images = new PullImages(registry, directory);
    List<PullImages.Pushed> pushed =
        List.of(
            images.push("large", 1, LARGE_BYTES), images.push("many", SMALL_LAYERS, SMALL_BYTES));
    for (int i = 0; i < rounds; i++) {
      for (PullImages.Pushed image : pushed) {
        ours(image);
        if (!alone) {
          docker(image);
          podman(image);
          floors(image);
        }
      }
    }
    times.forEach((what, measured) -> System.out.println(Distribution.of(what, measured)));
  }

  private void measure(PullImages.Pushed image, String what, Work work)
      throws IOException, InterruptedException {
    Commands.run("sync");
    if (cold) {
      Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
    }
    long begin = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - begin) / 1e6;
    String name = (image.layers().size() == 1 ? "one layer, " : "12 layers, ") + what;
    System.out.printf("%s: %.0f ms%n", name, took);
    times.computeIfAbsent(name, key -> new ArrayList<>()).add(took);
  }

  private void ours(PullImages.Pushed image) throws IOException, InterruptedException {
    Settings user = Settings.ofThisProcess();
    Map<String, String> environment = new HashMap<>(user.environment());
    environment.put("HARNESS_DATA", newDirectory().toString());
    environment.put("HARNESS_ENGINE", "builtin");
    Settings settings = new Settings(environment, user.properties());
    try (EngineConnection engine =
        new Engines(settings, PullBenchmark.class.getClassLoader()).connect()) {
      measure(image, "ours", () -> pull(engine.client(), image));
    }
  }

  private void docker(PullImages.Pushed image) throws IOException, InterruptedException {
    try (DockerDaemon docker = new DockerDaemon(newDirectory())) {
      measure(image, "docker", () -> pull(docker.client(), image));
    }
  }

  private static void pull(EngineClient client, PullImages.Pushed image) {
    client.images().pull(image.name(), step -> {});
  }

  private void podman(PullImages.Pushed image) throws IOException, InterruptedException {
    Path store = newDirectory();
    Path program = new DebianExecutable("podman", "usr/bin/podman").unpackInto(store);
    Path monitor = new DebianExecutable("conmon", "usr/bin/conmon").unpackInto(store);
    List<String> command =
        List.of(
            program.toString(),
            "--conmon=" + monitor,
            "--root=" + store.resolve("d"),
            "--runroot=" + store.resolve("r"),
            "--storage-driver=overlay",
            "--events-backend=none",
            "--cgroup-manager=cgroupfs",
            "pull",
            "--quiet",
            "--tls-verify=false",
            image.name());
    measure(image, "podman", () -> Commands.run(new ProcessBuilder(command)));
  }

  /** Nothing is deleted before the end: ext4 takes a minute to use the place of files again. */
  private Path newDirectory() throws IOException {
    return Files.createDirectory(directory.resolve(Integer.toString(++directories)));
  }

  private void floors(PullImages.Pushed image) throws IOException, InterruptedException {
    Path tree = newDirectory();
    measure(
        image,
        "gzip -dc > /dev/null",
        () -> {
          for (Path layer : image.layers()) {
            Commands.run("gzip", "-dc", layer.toString());
          }
        });
    measure(
        image,
        "tar xzf",
        () -> {
          for (Path layer : image.layers()) {
            Commands.run("tar", "-xzf", layer.toString(), "-C", tree.toString());
          }
        });
  }

  @Override
  public void close() throws IOException, InterruptedException {
    registry.close();
    Commands.run("rm", "-rf", directory.toString());
  }
}
