package dev.harness.benchmark;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.ExecsApi;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What is done with containers besides starting them: exec, stop of one that obeys, a hundred at
 * once, a thousand one after the other with what the engine then holds.
 *
 * <p>Arguments: nothing, or the name of a container of crun that runs, in which {@code crun exec} has
 * its turn.
 */
final class ContainerUseBenchmark {
  private static final String IMAGE = "debian.internal/busybox";
  private static final int WARM_UP = 50;

  /** What an exec needs of both JVMs is compiled after several hundred; crun is compiled already. */
  private static final int EXEC_WARM_UP = 600;

  private static final int RUNS = 200;
  private static final int AT_ONCE = 100;
  private static final int THREADS = 8;
  private static final int CYCLES = 1000;
  private static final List<String> OBEYS =
      List.of("sh", "-c", "trap 'exit 0' TERM; echo set; sleep 1000 & wait");

  private static final CreateExecRequest EXEC =
      new CreateExecRequest(
          "", false, false, false, true, true, List.of(), "", List.of("true"), List.of(), Map.of());

  private final ContainersApi containers;
  private final ExecsApi execs;

  private ContainerUseBenchmark(EngineClient client) {
    this.containers = client.containers();
    this.execs = client.execs();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.ofThisProcess();
    try (EngineConnection engine =
        new Engines(settings, ContainerUseBenchmark.class.getClassLoader()).connect()) {
      engine.client().images().pull(IMAGE, progress -> {});
      ContainerUseBenchmark benchmark = new ContainerUseBenchmark(engine.client());
      benchmark.exec(arguments.length > 0 ? Optional.of(arguments[0]) : Optional.empty());
      benchmark.stop();
      benchmark.manyAtOnce();
      benchmark.manyCycles();
    }
  }

  private void exec(Optional<String> peer) throws IOException, InterruptedException {
    String id = start(List.of("sleep", "1000"));
    List<Double> times = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    for (int i = -EXEC_WARM_UP; i < RUNS; i++) {
      long begin = System.nanoTime();
      String exec = execs.create(id, EXEC);
      try (ProcessOutput output = execs.start(exec)) {
        while (output.next().isPresent()) {
          // Its end is what counts.
        }
      }
      add(times, i, begin);
      if (peer.isPresent()) {
        long peerBegin = System.nanoTime();
        Commands.run(new ProcessBuilder("crun", "exec", peer.get(), "true"));
        add(peers, i, peerBegin);
      }
    }
    containers.remove(id);
    System.out.println(Distribution.of("exec of true, until its stream has ended", times));
    if (peer.isPresent()) {
      System.out.println(Distribution.of("crun exec … true", peers));
    }
  }

  private void stop() {
    List<Double> times = new ArrayList<>();
    for (int i = -WARM_UP; i < RUNS; i++) {
      String id = start(OBEYS);
      awaitOutput(id);
      long begin = System.nanoTime();
      containers.stop(id, Duration.ofSeconds(10));
      containers.remove(id);
      add(times, i, begin);
    }
    System.out.println(Distribution.of("stop + remove of one that obeys SIGTERM", times));
  }

  /** Its shell tells when it has set the trap. */
  private void awaitOutput(String id) {
    try (ProcessOutput output = containers.logs(id, LogSelection.followFrom(Instant.EPOCH))) {
      boolean unused = output.next().isPresent();
    }
  }

  private static void add(List<Double> times, int run, long begin) {
    if (run >= 0) {
      times.add((System.nanoTime() - begin) / 1e6);
    }
  }

  private void manyAtOnce() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<String> ids = new ArrayList<>();
    CountDownLatch started = new CountDownLatch(AT_ONCE);
    long begin = System.nanoTime();
    for (int i = 0; i < AT_ONCE; i++) {
      threads.execute(
          () -> {
            String id = start(List.of("sleep", "1000"));
            synchronized (ids) {
              ids.add(id);
            }
            started.countDown();
          });
    }
    boolean all = started.await(1, TimeUnit.MINUTES);
    System.out.printf(
        "%d containers started by %d threads: %.2f s%n",
        all ? AT_ONCE : -1, THREADS, (System.nanoTime() - begin) / 1e9);
    threads.shutdown();
    ids.forEach(containers::remove);
  }

  private void manyCycles() throws IOException {
    for (int i = 1; i <= CYCLES; i++) {
      containers.remove(start(List.of("sleep", "1000")));
      if (i == CYCLES / 10 || i == CYCLES) {
        System.out.printf("after %d cycles: %s%n", i, EngineFigures.read());
      }
    }
  }

  private String start(List<String> command) {
    ContainerConfig config = ContainerConfig.builder().image(IMAGE).cmd(command).build();
    HostConfig host = HostConfig.builder().networkMode("none").build();
    String id =
        containers
            .create("", new CreateContainerRequest(config, host, NetworkingConfig.EMPTY))
            .id();
    containers.start(id);
    return id;
  }
}
