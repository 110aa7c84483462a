package dev.harness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Answers on a port of the loopback as an engine does, for images that a test invents. */
public final class FakeEngine implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ObjectMapper json = EngineJson.newMapper();
  private final Map<String, FakeImage> images = new ConcurrentHashMap<>();
  private final Set<String> pulled = ConcurrentHashMap.newKeySet();
  private final Map<String, FakeContainer> containers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();
  private final FakeResources resources = new FakeResources();
  private final Map<String, JsonNode> requests = new ConcurrentHashMap<>();
  private final AtomicReference<Runnable> beforeRemoval = new AtomicReference<>(() -> {});
  private volatile boolean refusesRemoval;
  private volatile boolean cutsLogs;

  /** Starts to listen. */
  public FakeEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The value for {@code DOCKER_HOST}. */
  public String address() {
    return "tcp://localhost:" + server.getAddress().getPort();
  }

  /** Offers an image. */
  public FakeEngine with(String name, FakeImage image) {
    images.put(name, image);
    return this;
  }

  /** Answers from now on that containers cannot be removed. */
  public void refuseRemoval() {
    refusesRemoval = true;
  }

  /** Does something when the next container is to be removed, before it is. */
  public void beforeNextRemoval(Runnable action) {
    beforeRemoval.set(action);
  }

  /** Ends logs from now on amid what they say. */
  public void cutLogs() {
    cutsLogs = true;
  }

  /** The names of the containers that there are. */
  public Set<String> containers() {
    Set<String> names = new TreeSet<>();
    containers.values().forEach(container -> names.add(container.name()));
    return names;
  }

  /** The names of the networks and volumes that there are. */
  public Set<String> resources() {
    return resources.names();
  }

  /** What was asked for when the container of a name was created, also if it is gone. */
  public JsonNode request(String container) {
    return requests.getOrDefault(container, json.missingNode());
  }

  /** What was asked for: method and path, with names in place of ids. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.[0-9]+", "");
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = path.substring(1).split("/", -1);
      FakeContainer container = parts.length > 1 ? containers.get(parts[1]) : null;
      calls.add(
          exchange.getRequestMethod()
              + " "
              + (container == null ? path : path.replace(parts[1], container.name())));
      if (path.equals("/_ping")) {
        exchange.getResponseHeaders().add("Api-Version", "1.44");
        send(exchange, 200, "OK".getBytes(StandardCharsets.US_ASCII));
      } else if (path.equals("/containers/json") || path.equals("/networks")) {
        send(exchange, 200, "[]".getBytes(StandardCharsets.US_ASCII));
      } else if (path.equals("/volumes") || path.equals("/version")) {
        send(exchange, 200, "{}".getBytes(StandardCharsets.US_ASCII));
      } else if (path.equals("/images/create")) {
        pull(exchange);
      } else if (path.equals("/containers/create")) {
        create(exchange, json.readTree(body));
      } else if (FakeResources.concerns(path)) {
        String answer = resources.answer(exchange.getRequestMethod(), path, json.readTree(body));
        send(exchange, answer.isEmpty() ? 204 : 201, answer.getBytes(StandardCharsets.UTF_8));
      } else if (parts[0].equals("exec")) {
        exec(exchange, parts[1], parts[2]);
      } else if (parts[0].equals("harness")) {
        refuse(exchange, 404, "page not found");
      } else if (container == null) {
        refuse(exchange, 404, "No such container: " + path);
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        remove(exchange, parts[1]);
      } else {
        about(exchange, container, parts[2], body);
      }
    }
  }

  private void pull(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String name = query.replaceFirst(".*fromImage=([^&]*).*", "$1");
    if (!images.containsKey(name)) {
      send(
          exchange,
          200,
          ("{\"status\":\"Pulling\"}\n{\"error\":\"manifest for " + name + " not found\"}\n")
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    pulled.add(name);
    send(
        exchange,
        200,
        "{\"status\":\"Pulling from test\",\"id\":\"1\"}\n".getBytes(StandardCharsets.UTF_8));
  }

  private void create(HttpExchange exchange, JsonNode request) throws IOException {
    String name = request.path("Image").asText();
    FakeImage image = images.get(name);
    if (image == null || (!image.local() && !pulled.contains(name))) {
      refuse(exchange, 404, "No such image: " + name);
      return;
    }
    int number = counter.incrementAndGet();
    String id = String.format("fab%061x", number);
    String query = exchange.getRequestURI().getQuery();
    String given = query == null ? "fake_" + number : query.replaceFirst("name=", "");
    requests.put(given, request);
    containers.put(id, new FakeContainer(given, image, request));
    send(exchange, 201, ("{\"Id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private void about(HttpExchange exchange, FakeContainer container, String what, byte[] body)
      throws IOException {
    switch (what) {
      case "start" -> {
        container.start();
        send(exchange, 204, NOTHING);
      }
      case "json" -> send(exchange, 200, json.writeValueAsBytes(inspect(container)));
      case "wait" -> awaitExit(exchange, container);
      case "logs" -> logs(exchange, container);
      case "exec" -> {
        String command = json.readTree(body).path("Cmd").path(0).asText();
        send(exchange, 201, ("{\"Id\":\"" + command + "\"}").getBytes(StandardCharsets.UTF_8));
      }
      case "archive", "kill", "stop" -> send(exchange, 204, NOTHING);
      default -> refuse(exchange, 501, "not faked: " + what);
    }
  }

  private ObjectNode inspect(FakeContainer container) {
    ObjectNode node = json.createObjectNode().put("Name", "/" + container.name());
    ObjectNode state = node.putObject("State");
    boolean exited = container.exit().isDone();
    state.put("Status", exited ? "exited" : "running").put("Running", !exited);
    ObjectNode ports = node.putObject("NetworkSettings").putObject("Ports");
    container
        .hostPorts()
        .forEach(
            (port, host) -> {
              ArrayNode bindings = ports.putArray(port);
              bindings.addObject().put("HostIp", "127.0.0.1").put("HostPort", host.toString());
            });
    return node;
  }

  private static void awaitExit(HttpExchange exchange, FakeContainer container) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    String answer = "{\"StatusCode\":" + container.exit().join() + "}";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private void logs(HttpExchange exchange, FakeContainer container) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    if (cutsLogs) {
      out.write(StreamFrame.header(StreamKind.STDOUT, 100));
      return;
    }
    out.write(framed(StreamKind.STDOUT, container.log()));
    out.flush();
    if (exchange.getRequestURI().getQuery().contains("follow=true")) {
      container.exit().join();
    }
  }

  /** Every command says its name; one called {@code false} fails. */
  private void exec(HttpExchange exchange, String command, String what) throws IOException {
    if (what.equals("start")) {
      send(exchange, 200, framed(StreamKind.STDOUT, command + "\n"));
      return;
    }
    int exitCode = command.equals("false") ? 1 : 0;
    send(exchange, 200, ("{\"ExitCode\":" + exitCode + "}").getBytes(StandardCharsets.US_ASCII));
  }

  private void remove(HttpExchange exchange, String id) throws IOException {
    beforeRemoval.getAndSet(() -> {}).run();
    if (refusesRemoval) {
      refuse(exchange, 500, "the disk is on fire");
      return;
    }
    FakeContainer container = containers.remove(id);
    if (container != null) {
      container.close();
    }
    send(exchange, 204, NOTHING);
  }

  private static byte[] framed(StreamKind kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(StreamFrame.header(kind, bytes.length));
    frame.writeBytes(bytes);
    return frame.toByteArray();
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    send(exchange, status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    containers.values().forEach(FakeContainer::close);
    server.stop(0);
    threads.shutdownNow();
  }
}
