package dev.harness.benchmark;

import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Whether who could connect to a published port talks to the container's server: a server listens
 * after a random delay, while a client tries again and again. With our engine, and with docker-proxy
 * of Debian's dockerd, in turn. Needs root.
 *
 * <p>Argument: the number of starts.
 */
final class ReadyBenchmark {
  private static final String IMAGE = "debian.internal/busybox";
  private static final int LONGEST_DELAY_MILLIS = 300;

  private ReadyBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    Path directory = Files.createTempDirectory("ready");
    try (EngineConnection engine =
            new Engines(Settings.ofThisProcess(), ReadyBenchmark.class.getClassLoader()).connect();
        DockerDaemon docker = DockerDaemon.startForTests(directory.resolve("docker"));
        EngineClient client =
            new EngineClient(new EngineAddress.UnixSocketAddress(docker.socket()), "1.41");
        Side ours = new Side("ours", engine.client().containers(), List.of());
        Side theirs = new Side("docker-proxy", client.containers(), docker.beside(List.of()))) {
      engine.client().images().pull(IMAGE, progress -> {});
      new DockerCli(docker.socket(), directory).loadFromOurs(List.of(IMAGE));
      Random random = new Random(1);
      for (int i = 0; i < starts; i++) {
        int delay = random.nextInt(LONGEST_DELAY_MILLIS);
        ours.start(delay);
        theirs.start(delay);
      }
      System.out.println(ours);
      System.out.println(theirs);
    }
  }

  /** One of the two, with the process that connects to its ports. */
  private static final class Side implements AutoCloseable {
    private final String name;
    private final ContainersApi containers;
    private final Process probe;
    private final BufferedReader answers;
    private int starts;
    private int unanswered;
    private int startsWithFailures;
    private long failures;

    Side(String name, ContainersApi containers, List<String> prefix) throws IOException {
      this.name = name;
      this.containers = containers;
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(ConnectProbe.class.getName());
      this.probe =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      this.answers = probe.inputReader(StandardCharsets.US_ASCII);
    }

    void start(int delayMillis) throws IOException {
      String id = create(delayMillis);
      containers.start(id);
      String port =
          containers
              .started(id)
              .network()
              .ports()
              .getOrDefault("80/tcp", List.of())
              .get(0)
              .hostPort();
      probe.getOutputStream().write((port + "\n").getBytes(StandardCharsets.US_ASCII));
      probe.getOutputStream().flush();
      int failed = Integer.parseInt(String.valueOf(answers.readLine()));
      starts++;
      unanswered += failed < 0 ? 1 : 0;
      startsWithFailures += failed > 0 ? 1 : 0;
      failures += Math.max(0, failed);
      containers.remove(id);
    }

    private String create(int delayMillis) {
      String script = "usleep %d000; exec nc -ll -p 80 -e echo ready".formatted(delayMillis);
      ContainerConfig config =
          ContainerConfig.builder()
              .image(IMAGE)
              .cmd(List.of("sh", "-c", script))
              .exposedPorts(Set.of("80/tcp"))
              .build();
      HostConfig host =
          HostConfig.builder()
              .portBindings(Map.of("80/tcp", List.of(new PortBinding("127.0.0.1", ""))))
              .build();
      return containers
          .create("", new CreateContainerRequest(config, host, NetworkingConfig.EMPTY))
          .id();
    }

    @Override
    public void close() {
      probe.destroy();
    }

    @Override
    public String toString() {
      return ("%s: %d starts, %d with connections that were accepted and then failed (%d in all),"
              + " %d never answered")
          .formatted(name, starts, startsWithFailures, failures, unanswered);
    }
  }
}
