package dev.harness.benchmark;

import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to the servers under load.
 *
 * @param prefix of the command that goes it, for another network namespace
 * @param ports of the Redis, of what only sends and of what only receives
 */
record NetworkPath(String name, List<String> prefix, String host, List<String> ports) {

  /** Reads {@code NAME=HOST:REDIS:SOURCE:SINK}. */
  static NetworkPath parse(String text) {
    String[] named = text.split("=", 2);
    List<String> words = List.of(named[1].split(":", -1));
    return new NetworkPath(named[0], List.of(), words.get(0), words.subList(1, words.size()));
  }

  /** The same from the network namespace of an engine. */
  NetworkPath beside(DockerDaemon engine) {
    return new NetworkPath(name, engine.beside(List.of()), host, ports);
  }

  /** Puts load on it in a new process; its figures by their names. */
  Map<String, Double> measure(String millis) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LoadGenerator.class.getName(), host));
    command.addAll(ports);
    command.add(millis);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("the way %s failed: %s".formatted(name, output));
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    output
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(figure -> figures.put(figure[0], Double.valueOf(figure[1])));
    return figures;
  }
}
