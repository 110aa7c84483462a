package dev.harness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The state of a container that does not exist. */
final class FakeContainer implements AutoCloseable {
  private final String name;
  private final FakeImage image;
  private final List<String> ports = new ArrayList<>();
  private final Map<String, Integer> hostPorts = new TreeMap<>();
  private final List<ServerSocket> listeners = new ArrayList<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  FakeContainer(String name, FakeImage image, JsonNode request) {
    this.name = name;
    this.image = image;
    request.path("HostConfig").path("PortBindings").fieldNames().forEachRemaining(ports::add);
  }

  synchronized void start() throws IOException {
    for (String port : ports) {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      hostPorts.put(port, listener.getLocalPort());
      if (image.listens()) {
        listeners.add(listener);
      } else {
        listener.close();
      }
    }
    image.exit().ifPresent(exit::complete);
  }

  String name() {
    return name;
  }

  String log() {
    return String.join("", image.log().stream().map(line -> line + "\n").toList());
  }

  CompletableFuture<Integer> exit() {
    return exit;
  }

  synchronized Map<String, Integer> hostPorts() {
    return Map.copyOf(hostPorts);
  }

  @Override
  public synchronized void close() {
    exit.complete(137);
    for (ServerSocket listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
