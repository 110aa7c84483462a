package dev.harness.runtime.api.testing;

import dev.harness.engineapi.EngineJson;
import dev.harness.runtime.api.http.Failures;
import dev.harness.runtime.api.http.Handler;
import dev.harness.runtime.api.http.Service;
import dev.harness.runtime.api.http.server.ApiServer;
import dev.harness.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A server in a directory of its own, with the clients that a test connects to it. */
public final class ServerFixture implements AutoCloseable {
  private final Path directory;
  private final Path socket;
  private final ApiServer server;
  private final List<RawClient> clients = new ArrayList<>();

  /** Serves {@code handler}; an {@link IllegalStateException} is a conflict. */
  public ServerFixture(Handler handler) throws IOException {
    this(
        handler,
        failure ->
            failure instanceof IllegalStateException ? OptionalInt.of(409) : OptionalInt.empty());
  }

  /** Serves {@code handler} with statuses for its failures. */
  public ServerFixture(Handler handler, Failures failures) throws IOException {
    directory = Files.createTempDirectory("harness-api");
    socket = directory.resolve("run/api.sock");
    server =
        ApiServer.listen(
            socket,
            new Service(handler, failures, EngineJson.newMapper(), Map.of("Server", "Harness")));
  }

  /** Connects one more client. */
  public RawClient connect() throws IOException {
    RawClient client = new RawClient(socket);
    clients.add(client);
    return client;
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
    Files.delete(socket.getParent());
    Files.delete(directory);
  }
}
