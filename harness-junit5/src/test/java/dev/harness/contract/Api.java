package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.boot.EngineProcess;
import dev.harness.locate.bundle.EngineBundle;
import dev.harness.locate.user.Settings;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/** An engine, and requests to it of which the test says every byte. */
public final class Api implements AutoCloseable {
  /** The image of all containers. */
  public static final String IMAGE = "debian.internal/busybox";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path socket;
  private final Runnable end;

  private Api(Path socket, Runnable end) {
    this.socket = socket;
    this.end = end;
  }

  /** Requests to an engine that somebody else ends. */
  public static Api of(Path socket) {
    return new Api(socket, () -> {});
  }

  /** Starts an engine that has the image. */
  public static Api start() {
    EngineBundle bundle = EngineBundle.onClassPath(Api.class.getClassLoader()).orElseThrow();
    EngineProcess engine =
        new EngineLauncher(bundle, Settings.ofThisProcess()).launch(address -> {});
    Path socket = ((EngineAddress.UnixSocketAddress) engine.address()).path();
    Api api = new Api(socket, engine::close);
    try {
      assertThat(api.call("POST /images/create?fromImage=" + IMAGE).status()).isEqualTo(200);
      return api;
    } catch (IOException failure) {
      api.close();
      throw new UncheckedIOException("the engine does not answer", failure);
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /** A new connection. */
  RawClient connect() throws IOException {
    return new RawClient(socket());
  }

  /** Sends a request, a method and a target, without a body. */
  public RawResponse call(String request) throws IOException {
    return call(request, "Content-Length: 0\r\n", new byte[0]);
  }

  /** Sends a request with a JSON body. */
  public RawResponse call(String request, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return call(
        request,
        "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(body.length),
        body);
  }

  /** Sends a request with a tar archive as its body. */
  RawResponse call(String request, byte[] archive) throws IOException {
    return call(
        request,
        "Content-Type: application/x-tar\r\nContent-Length: %d\r\n".formatted(archive.length),
        archive);
  }

  /** Sends a request with headers, each with the end of its line, and a body. */
  RawResponse call(String request, String headers, byte[] body) throws IOException {
    try (RawClient client = connect()) {
      client.send(
          request + " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n" + headers + "\r\n");
      client.send(body);
      return request.startsWith("HEAD ") ? client.head() : client.response();
    }
  }

  /** Sends a request that must succeed; its JSON. */
  public JsonNode json(String request, String body) throws IOException {
    RawResponse response = call(request, body);
    assertThat(response.status()).as(response.body()).isBetween(200, 299);
    return read(response.body());
  }

  /** Sends a request that must succeed; its JSON. */
  public JsonNode json(String request) throws IOException {
    RawResponse response = call(request);
    assertThat(response.status()).as(response.body()).isBetween(200, 299);
    return read(response.body());
  }

  /** Waits until a container has written what {@code pattern} finds: it may be slow to begin. */
  void awaitLog(String container, Pattern pattern) throws IOException {
    Instant deadline = Instant.now().plusSeconds(10);
    String log;
    do {
      log = call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(container)).body();
    } while (!pattern.matcher(log).find() && Instant.now().isBefore(deadline));
    assertThat(log).containsPattern(pattern);
  }

  /** Reads an answer. */
  public static JsonNode read(String json) throws IOException {
    return JSON.readTree(json);
  }

  /** What a query may hold of JSON and paths only behind percent signs. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end.run();
  }
}
