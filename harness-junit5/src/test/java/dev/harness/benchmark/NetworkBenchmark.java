package dev.harness.benchmark;

import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ways to a server in a container, in turn: through loopback alone, to the container's address,
 * through docker-proxy, through our published ports, to the address of our container where {@code
 * HARNESS_DIRECT_ADDRESSES} is set, and what else is named. Needs root.
 *
 * <p>Arguments: rounds, milliseconds for each figure, and further ways as {@code
 * NAME=HOST:REDIS:SOURCE:SINK}, ports that somebody else has published of the same servers.
 */
final class NetworkBenchmark {
  private final List<NetworkPath> paths = new ArrayList<>();
  private final Map<String, Map<NetworkPath, List<Double>>> figures = new LinkedHashMap<>();

  private NetworkBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    String millis = arguments.length > 1 ? arguments[1] : "3000";
    Path directory = Files.createTempDirectory("network");
    NetworkBenchmark benchmark = new NetworkBenchmark();
    Settings settings = Settings.ofThisProcess();
    try (EngineConnection engine =
            new Engines(settings, NetworkBenchmark.class.getClassLoader()).connect();
        DockerDaemon docker = DockerDaemon.startForTests(directory.resolve("docker"));
        EngineClient client =
            new EngineClient(new EngineAddress.UnixSocketAddress(docker.socket()), "1.41")) {
      LoadServers.IMAGES.forEach(image -> engine.client().images().pull(image, progress -> {}));
      new DockerCli(docker.socket(), directory).loadFromOurs(LoadServers.IMAGES);
      LoadServers ours = new LoadServers(engine.client().containers());
      LoadServers theirs = new LoadServers(client.containers());
      benchmark.paths.add(ours.onLoopback());
      LoadServers.Places docked = theirs.inContainers();
      benchmark.paths.add(docked.direct("container address").beside(docker));
      benchmark.paths.add(docked.published("docker-proxy").beside(docker));
      LoadServers.Places contained = ours.inContainers();
      benchmark.paths.add(contained.published("ours"));
      if (settings.value(Setting.DIRECT_ADDRESSES).filter("true"::equals).isPresent()) {
        benchmark.paths.add(contained.direct("ours, direct"));
      }
      for (int i = 2; i < arguments.length; i++) {
        benchmark.paths.add(NetworkPath.parse(arguments[i]));
      }
      benchmark.run(rounds, millis);
    }
  }

  private void run(int rounds, String millis) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (NetworkPath path : paths) {
        path.measure(millis).forEach((figure, value) -> add(path, figure, value));
      }
    }
    figures.forEach(
        (figure, values) -> {
          System.out.println(figure);
          values.forEach((path, measured) -> System.out.println("  " + line(path, measured)));
        });
  }

  private void add(NetworkPath path, String figure, double value) {
    figures
        .computeIfAbsent(figure, key -> new LinkedHashMap<>())
        .computeIfAbsent(path, key -> new ArrayList<>())
        .add(value);
  }

  private static String line(NetworkPath path, List<Double> measured) {
    List<Double> sorted = measured.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%-20s median %.2f (%.2f to %.2f)",
        path.name(),
        sorted.get(sorted.size() / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
