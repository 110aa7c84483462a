package dev.harness.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.contract.Api;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The requests for containers, from a table: a name, a colon, and the fields of the request. */
final class ContainerRequests {
  private ContainerRequests() {}

  /** One request; it runs the script that observes, unless it says what to run. */
  record ContainerRequest(String name, String json) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<ContainerRequest> all(String hostDirectory) throws IOException {
    String script = text("observe.sh");
    List<ContainerRequest> requests = new ArrayList<>();
    for (String line : text("requests.txt").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int end = line.indexOf(": ");
        String fields = line.substring(end + 2).replace("HOSTDIR", hostDirectory);
        requests.add(new ContainerRequest(line.substring(0, end), json(fields, script)));
      }
    }
    return requests;
  }

  private static String json(String fields, String script) throws IOException {
    ObjectNode request = (ObjectNode) Api.read(fields);
    request.put("Image", Api.IMAGE);
    if (!request.has("Cmd") && !request.has("Entrypoint")) {
      request.putArray("Cmd").add("/bin/sh").add("-c").add(script);
    }
    JsonNode host = request.path("HostConfig");
    ObjectNode with = host.isObject() ? (ObjectNode) host : request.putObject("HostConfig");
    if (!with.has("NetworkMode")) {
      with.put("NetworkMode", "none");
    }
    return request.toString();
  }

  static String text(String resource) throws IOException {
    try (InputStream in = ContainerRequests.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no such resource: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
