package dev.harness.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes images of containers that end with a given exit code, and answers what there are. */
final class ImagesOnlyEngine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, ObjectNode> images = new TreeMap<>();
  private volatile int exitCode;
  private volatile boolean full;
  private volatile Instant now = Instant.parse("2001-01-01T00:00:00Z");

  ImagesOnlyEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  EngineClient client() {
    return new EngineClient(
        new EngineAddress.TcpAddress("localhost", server.getAddress().getPort()));
  }

  void exitCode(int code) {
    exitCode = code;
  }

  void fillDisk() {
    full = true;
  }

  void now(Instant time) {
    now = time;
  }

  synchronized Set<String> tags() {
    Set<String> tags = new TreeSet<>();
    images.keySet().forEach(name -> tags.add(name.substring(name.lastIndexOf(':') + 1)));
    return tags;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.[0-9]+", "");
      String image = path.replaceFirst("^/images/", "").replaceFirst("/json$", "");
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals("/images/json")) {
        ArrayNode all = JSON.createArrayNode();
        images.values().forEach(all::add);
        send(exchange, 200, all);
      } else if (path.equals("/commit")) {
        commit(exchange, JSON.readTree(body).path("Labels"));
      } else if (path.endsWith("/stop")) {
        exchange.sendResponseHeaders(204, -1);
      } else if (path.startsWith("/containers/")) {
        ObjectNode container = JSON.createObjectNode();
        container.putObject("State").put("ExitCode", exitCode);
        send(exchange, 200, container);
      } else if (!images.containsKey(image)) {
        send(exchange, 404, JSON.createObjectNode().put("message", "No such image: " + image));
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        images.remove(image);
        send(exchange, 200, JSON.createArrayNode());
      } else {
        send(exchange, 200, JSON.createObjectNode().put("Id", "sha256:1"));
      }
    }
  }

  private void commit(HttpExchange exchange, JsonNode labels) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (full || !query.contains("volumes=true")) {
      send(exchange, 500, JSON.createObjectNode().put("message", "no space left on device"));
      return;
    }
    String name = query.replaceFirst(".*repo=([^&]*)&tag=([^&]*).*", "$1:$2");
    ObjectNode image = JSON.createObjectNode().put("Created", now.getEpochSecond());
    image.putArray("RepoTags").add(name);
    image.set("Labels", labels);
    images.put(name, image);
    send(exchange, 201, JSON.createObjectNode().put("Id", "sha256:1"));
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
