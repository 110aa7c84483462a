package dev.harness.benchmark;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Create and start through the API until the container's first instruction; removal; and, where
 * given a bundle, {@code crun run} of the same command in the same run, one after the other.
 *
 * <p>Arguments: nothing, or the directory of an OCI bundle of busybox that runs {@code true} or
 * {@code -}, and the number of starts before those that count (100).
 */
final class ContainerStartBenchmark {
  private static final String WARM_UP = "100";
  private static final int RUNS = 200;
  private static final String IMAGE = "debian.internal/busybox";

  private final ContainersApi containers;
  private final @Nullable Crun peer;
  private final int warmUp;
  private final List<Double> alone = new ArrayList<>();
  private final List<Double> connected = new ArrayList<>();
  private final List<Double> removed = new ArrayList<>();
  private final List<Double> crun = new ArrayList<>();

  private ContainerStartBenchmark(EngineClient client, List<String> arguments) {
    this.containers = client.containers();
    this.peer =
        arguments.isEmpty() || arguments.get(0).equals("-")
            ? null
            : new Crun(Path.of(arguments.get(0)));
    this.warmUp = Integer.parseInt(arguments.size() > 1 ? arguments.get(1) : WARM_UP);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.ofThisProcess();
    try (EngineConnection engine =
        new Engines(settings, ContainerStartBenchmark.class.getClassLoader()).connect()) {
      engine.client().images().pull(IMAGE, progress -> {});
      new ContainerStartBenchmark(engine.client(), List.of(arguments)).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    HostConfig none = HostConfig.builder().networkMode("none").build();
    HostConfig port =
        HostConfig.builder()
            .portBindings(Map.of("80/tcp", List.of(new PortBinding("", ""))))
            .build();
    for (int i = 0; i < warmUp + RUNS; i++) {
      double withoutNetwork = start(none);
      double withPort = start(port);
      double peers = peer == null ? 0 : peer.run();
      if (i >= warmUp) {
        alone.add(withoutNetwork);
        connected.add(withPort);
        crun.add(peers);
      }
    }
    System.out.println(Distribution.of("create + start, no network", alone));
    System.out.println(Distribution.of("create + start, bridge and one port", connected));
    System.out.println(Distribution.of("stop (kill) + remove", removed));
    if (peer != null) {
      System.out.println(Distribution.of("crun run … true", crun));
    }
  }

  private double start(HostConfig host) {
    ContainerConfig config =
        ContainerConfig.builder()
            .image(IMAGE)
            .cmd(List.of("sleep", "1000"))
            .exposedPorts(Set.of())
            .build();
    long begin = System.nanoTime();
    String id =
        containers
            .create("", new CreateContainerRequest(config, host, NetworkingConfig.EMPTY))
            .id();
    containers.start(id);
    double took = millis(begin);
    long end = System.nanoTime();
    containers.remove(id);
    removed.add(millis(end));
    return took;
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
