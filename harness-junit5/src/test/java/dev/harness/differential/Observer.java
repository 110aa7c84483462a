package dev.harness.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.contract.Api;
import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs a request for a container on one engine and writes down all that it comes to. */
final class Observer implements AutoCloseable {
  /** Of both: the newest that Debian's dockerd speaks. */
  static final String VERSION = "/v1.41";

  /** What is another in each container, or of the engine's own files. */
  private static final List<String> VOLATILE =
      List.of(
          "Id",
          "Created",
          "Name",
          "ResolvConfPath",
          "HostnamePath",
          "HostsPath",
          "LogPath",
          "GraphDriver",
          "Driver",
          "NetworkSettings");

  private static final List<String> VOLATILE_STATE = List.of("StartedAt", "FinishedAt", "Pid");

  private final Api api;
  private final EngineClient client;

  Observer(Api api) {
    this.api = api;
    this.client = new EngineClient(new EngineAddress.UnixSocketAddress(api.socket()), "1.41");
  }

  Observations observe(String request) throws IOException {
    Observations seen = new Observations();
    RawResponse created = api.call("POST " + VERSION + "/containers/create", request);
    seen.add(Observations.CREATE, Integer.toString(created.status()));
    if (created.status() != 201) {
      return seen;
    }
    JsonNode answer = Api.read(created.body());
    String id = answer.path("Id").asText();
    try {
      seen.add("warnings", Integer.toString(answer.path("Warnings").size()));
      run(id, seen);
      return seen;
    } finally {
      seen.add("remove", status("DELETE", id, "?v=1&force=1"));
    }
  }

  private void run(String id, Observations seen) throws IOException {
    String started = status("POST", id, "/start");
    seen.add("start", started);
    if (started.equals("204")) {
      seen.add("exit", end(id));
      output(id, seen);
    }
    ObjectNode inspect = (ObjectNode) api.json("GET " + path(id) + "/json");
    inspect.remove(VOLATILE);
    ((ObjectNode) inspect.path("State")).remove(VOLATILE_STATE);
    inspect.remove("Args");
    inspect.remove("Path");
    ((ObjectNode) inspect.path("Config")).remove("Cmd");
    for (JsonNode mount : inspect.path("Mounts")) {
      ((ObjectNode) mount).remove(List.of("Name", "Source"));
    }
    Observations scrubbed = new Observations();
    scrubbed.addJson(
        "inspect",
        Api.read(inspect.toString().replace(id, "ID").replace(id.substring(0, 12), "ID")));
    seen.addAll(scrubbed);
  }

  /** The last exit code: a policy may start it again. */
  private String end(String id) throws IOException {
    String code = wait(id);
    while (ends(id) <= api.json("GET " + path(id) + "/json").path("RestartCount").asInt()) {
      code = wait(id);
    }
    return code;
  }

  /** How often it has ended; its state may be looked at between two runs, or in the midst of one. */
  private long ends(String id) throws IOException {
    String filters = Api.encoded("{\"event\":[\"die\"],\"container\":[\"%s\"]}".formatted(id));
    Instant now = Instant.now();
    String query =
        "since=1&until=%d.%09d&filters=%s".formatted(now.getEpochSecond(), now.getNano(), filters);
    return api.call("GET " + VERSION + "/events?" + query).body().lines().count();
  }

  private String wait(String id) throws IOException {
    return api.json("POST " + path(id) + "/wait").path("StatusCode").asText();
  }

  private void output(String id, Observations seen) throws IOException {
    RawResponse logs = api.call("GET " + path(id) + "/logs?stdout=1&stderr=1");
    boolean terminal = api.json("GET " + path(id) + "/json").path("Config").path("Tty").asBoolean();
    seen.add("logs", Integer.toString(logs.status()));
    if (logs.status() == 200 && terminal) {
      seen.addOutput("out", logs.body().replace(id.substring(0, 12), "ID"));
    } else if (logs.status() == 200) {
      frames(id, seen);
    }
  }

  private void frames(String id, Observations seen) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    try (ProcessOutput output = client.containers().logs(id, LogSelection.ALL)) {
      Optional<StreamFrame> frame = output.next();
      while (frame.isPresent()) {
        StringBuilder text = frame.get().kind() == StreamKind.STDERR ? err : out;
        text.append(StandardCharsets.UTF_8.decode(frame.get().payload()));
        frame = output.next();
      }
    }
    seen.addOutput("out", out.toString().replace(id.substring(0, 12), "ID"));
    seen.addOutput("err", err.toString().replace(id.substring(0, 12), "ID"));
  }

  private String status(String method, String id, String action) throws IOException {
    return Integer.toString(api.call(method + " " + path(id) + action).status());
  }

  private static String path(String id) {
    return VERSION + "/containers/" + id;
  }

  @Override
  public void close() {
    client.close();
  }
}
