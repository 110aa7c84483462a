package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Containers of which a test says the fields of {@code HostConfig}, with {@code '} for quotes. */
record Confined(Api api) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a script prints in a container, after it has ended. */
  String output(String host, String script) throws IOException {
    String id = started(host, script);
    api.call("POST /containers/%s/wait".formatted(id));
    try {
      return api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    } finally {
      Subject.remove(api, id);
    }
  }

  /** Runs an attack, which must not succeed. */
  void refuses(String host, String attack) throws IOException {
    String id = started(host, "(" + attack + ") && exit 42; exit 0");

    int code = api.json("POST /containers/%s/wait".formatted(id)).path("StatusCode").asInt();

    assertThat(code).as("42 means that it worked").isNotEqualTo(42);
    Subject.remove(api, id);
  }

  /** A container that runs a script; its id. */
  String started(String host, String script) throws IOException {
    String id = created(host, List.of("sh", "-c", script)).path("Id").asText();
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(id))).hasStatus(204);
    return id;
  }

  JsonNode created(String host, List<String> command) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("Image", Api.IMAGE);
    command.forEach(body.putArray("Cmd")::add);
    ObjectNode fields = (ObjectNode) JSON.readTree("{" + host.replace('\'', '"') + "}");
    if (!fields.has("NetworkMode")) {
      fields.put("NetworkMode", "none");
    }
    body.set("HostConfig", fields);
    return api.json("POST /containers/create", body.toString());
  }
}
