package dev.harness.benchmark;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 200 containers on 10 networks: each finds all of its network by name and is answered, and neither
 * finds nor reaches one of another.
 *
 * <p>Arguments: the number of networks, and of containers in each.
 */
final class ManyNetworksBenchmark {
  private static final int PORT = 8000;
  private static final int THREADS = 8;

  private final Harness harness;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private ManyNetworksBenchmark(Harness harness) {
    this.harness = harness;
  }

  public static void main(String[] arguments)
      throws IOException, ExecutionException, InterruptedException {
    int networks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    try (Harness harness = Harness.open()) {
      harness
          .start(ContainerSpec.image("debian.internal/busybox").command("sleep", "1000"))
          .close();
      System.out.println("the engine before: " + EngineFigures.read());
      new ManyNetworksBenchmark(harness).run(networks, each);
    }
  }

  private void run(int networks, int each)
      throws IOException, ExecutionException, InterruptedException {
    long begin = System.nanoTime();
    List<List<RunningContainer>> all = new ArrayList<>();
    List<Future<RunningContainer>> started = new ArrayList<>();
    for (int n = 0; n < networks; n++) {
      ContainerNetwork network = harness.network();
      for (int i = 0; i < each; i++) {
        ContainerSpec spec = server(network, alias(n, i));
        started.add(threads.submit(() -> harness.start(spec)));
      }
    }
    for (int n = 0; n < networks; n++) {
      all.add(ended(started.subList(n * each, (n + 1) * each)));
    }
    System.out.printf(
        "%d containers on %d networks made and started by %d threads: %.2f s%n",
        networks * each, networks, THREADS, seconds(begin));
    System.out.println("the engine with them: " + EngineFigures.read());
    ask(all, each);
    threads.shutdown();
  }

  private void ask(List<List<RunningContainer>> all, int each)
      throws ExecutionException, InterruptedException, IOException {
    long begin = System.nanoTime();
    List<Future<ExecResult>> asked = new ArrayList<>();
    List<String> addresses = all.stream().map(network -> address(network.get(0))).toList();
    for (int n = 0; n < all.size(); n++) {
      String script = own(n, each) + others(n, addresses);
      all.get(n)
          .forEach(
              container -> asked.add(threads.submit(() -> container.exec("sh", "-c", script))));
    }
    String wrong =
        ended(asked).stream()
            .map(ExecResult::stdout)
            .filter(output -> !output.isEmpty())
            .collect(Collectors.joining());
    System.out.printf(
        "%d connections by name, %d that must fail: %s, %.2f s%n",
        all.size() * each * each,
        all.size() * each * (all.size() - 1) * 2,
        wrong.isEmpty() ? "all as expected" : "WRONG:\n" + wrong,
        seconds(begin));
    System.out.println("the engine afterwards: " + EngineFigures.read());
  }

  private static ContainerSpec server(ContainerNetwork network, String alias) {
    return ContainerSpec.image("debian.internal/busybox")
        .network(network)
        .alias(alias)
        .command("nc", "-ll", "-p", Integer.toString(PORT), "-e", "echo", alias);
  }

  private static String alias(int network, int container) {
    return "box-" + network + "-" + container;
  }

  /** Servers may need a moment before they listen. */
  private static String own(int network, int each) {
    String names =
        IntStream.range(0, each)
            .mapToObj(container -> alias(network, container))
            .collect(Collectors.joining(" "));
    return """
        for name in %s; do
          tries=0
          until [ "$(nc -w 5 $name %d 2>/dev/null)" = $name ]; do
            tries=$((tries + 1))
            if [ $tries = 50 ]; then echo $(hostname) lacks $name; break; fi
            sleep 0.1
          done
        done
        """
        .formatted(names, PORT);
  }

  /** By name and by address, one of each other network. */
  private static String others(int network, List<String> addresses) {
    String foreign =
        IntStream.range(0, addresses.size())
            .filter(other -> other != network)
            .mapToObj(other -> alias(other, 0) + " " + addresses.get(other))
            .collect(Collectors.joining(" "));
    return """
        for at in %s; do
          nc -w 1 $at %d </dev/null 2>/dev/null | grep -q box && echo $(hostname) reaches $at &
        done
        wait
        """
        .formatted(foreign, PORT);
  }

  private static String address(RunningContainer container) {
    return container.exec("hostname", "-i").stdout().strip();
  }

  private static <T> List<T> ended(List<Future<T>> futures)
      throws ExecutionException, InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
