package dev.harness.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.contract.Api;
import dev.harness.differential.NetworkCases.NetworkCase;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the steps of a case about networks on one engine, and writes down what each comes to.
 *
 * <p>A step is a request with its body, or {@code UP NAME fields} which starts a container, {@code
 * RUN NAME fields} which also awaits its end and reads what it printed, or {@code SHOW NAME}, the
 * network part of its inspection.
 */
final class NetworkObserver implements AutoCloseable {
  /** What is another at each engine. */
  private static final List<String> VOLATILE =
      List.of(
          "Id",
          "Created",
          "SandboxID",
          "SandboxKey",
          "EndpointID",
          "NetworkID",
          "Image",
          "ImageID",
          "Status",
          "Mounts");

  private static final List<String> SHOWN_OF_HOST =
      List.of(
          "NetworkMode",
          "PortBindings",
          "PublishAllPorts",
          "Dns",
          "DnsSearch",
          "DnsOptions",
          "ExtraHosts");

  private final Api api;
  private final NetworkCase about;
  private final Set<String> containers = new LinkedHashSet<>();
  private final Set<String> networks = new LinkedHashSet<>();

  NetworkObserver(Api api, NetworkCase about) {
    this.api = api;
    this.about = about;
  }

  /**
   * What a step came to.
   *
   * @param key of the answer
   * @param answer by which both engines go on or not
   * @param details all else that was seen
   */
  record Outcome(String key, String answer, Observations details) {
    /** Where answers differ, details do too, and nobody wants to know. */
    List<Difference> differencesTo(Outcome ours) {
      return answer.equals(ours.answer)
          ? details.differencesTo(ours.details)
          : List.of(new Difference(key, answer, ours.answer));
    }
  }

  Outcome take(String step) throws IOException {
    Observations seen = new Observations();
    String[] words = about.sent(step).split(" ", 3);
    String body = words.length > 2 ? words[2] : "";
    String answer =
        switch (words[0]) {
          case "UP" -> start(words[1], body, "[\"sleep\",\"1000\"]");
          case "RUN" -> run(words[1], body, seen);
          case "SHOW" -> show(words[1], seen);
          default -> request(step, words[0], words[1], body, seen);
        };
    String[] shown = step.split(" ", 3);
    return new Outcome("%s: %s %s".formatted(about, shown[0], shown[1]), answer, seen);
  }

  private String start(String name, String fields, String command) throws IOException {
    ObjectNode request = (ObjectNode) Api.read(fields);
    request.put("Image", Api.IMAGE);
    request.put("Tty", true);
    if (!request.has("Cmd")) {
      request.set("Cmd", Api.read(command));
    }
    RawResponse created = call("POST /containers/create?name=" + name, request.toString());
    if (created.status() != 201) {
      return "create " + created.status();
    }
    containers.add(name);
    return "start " + call("POST /containers/" + name + "/start", "").status();
  }

  private String run(String name, String fields, Observations seen) throws IOException {
    String outcome = start(name, fields, "[]");
    if (outcome.equals("start 204")) {
      call("POST /containers/" + name + "/wait", "");
      String log = call("GET /containers/" + name + "/logs?stdout=1&stderr=1", "").body();
      seen.addOutput("out", about.received(log));
    }
    return outcome;
  }

  private String show(String name, Observations seen) throws IOException {
    RawResponse answer = call("GET /containers/" + name + "/json", "");
    if (answer.status() == 200) {
      JsonNode all = scrubbed(answer.body());
      seen.addJson("inspect.NetworkSettings", all.path("NetworkSettings"));
      for (String field : SHOWN_OF_HOST) {
        seen.addJson("inspect.HostConfig." + field, all.path("HostConfig").path(field));
      }
      seen.addJson("inspect.ExposedPorts", all.path("Config").path("ExposedPorts"));
    }
    return Integer.toString(answer.status());
  }

  private String request(String step, String method, String path, String body, Observations seen)
      throws IOException {
    RawResponse answer = call(method + " " + path, body);
    if (path.equals("/networks/create") && answer.status() == 201) {
      networks.add(Api.read(answer.body()).path("Id").asText());
    }
    if (answer.status() < 300 && answer.body().length() > 1) {
      seen.addJson(step.split(" ", 3)[1].replaceFirst("\\?.*", ""), scrubbed(answer.body()));
    }
    return Integer.toString(answer.status());
  }

  private JsonNode scrubbed(String answer) throws IOException {
    JsonNode json = Api.read(about.received(answer));
    if (json instanceof ArrayNode list) {
      sort(list, "Name");
    }
    json.findValues("Ports").forEach(NetworkObserver::sortPorts);
    for (String field : VOLATILE) {
      json.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
    }
    json.findParents("IPPrefixLen").stream()
        .filter(place -> place.path("IPAddress").asText().equals("POOL"))
        .forEach(place -> ((ObjectNode) place).remove("IPPrefixLen"));
    json.findParents("Containers").forEach(this::nameMembers);
    return json;
  }

  /** dockerd has them in another order each time. */
  private static void sortPorts(JsonNode ports) {
    if (ports instanceof ArrayNode list) {
      sort(list, "PrivatePort");
    } else {
      ports.forEach(NetworkObserver::sortPlaces);
    }
  }

  private static void sortPlaces(JsonNode places) {
    if (places instanceof ArrayNode list) {
      sort(list, "HostPort");
    }
  }

  private static void sort(ArrayNode list, String field) {
    List<JsonNode> sorted = new ArrayList<>();
    list.forEach(sorted::add);
    sorted.sort(Comparator.comparing(node -> node.path(field).asText()));
    list.removeAll().addAll(sorted);
  }

  /** Their ids are another at each engine, and beside this case there may be others. */
  private void nameMembers(JsonNode network) {
    ObjectNode named = ((ObjectNode) network).putObject("Members");
    for (JsonNode each : network.path("Containers")) {
      String name = each.path("Name").asText();
      if (containers.contains(about.sent(name))) {
        named.set(name, each);
      }
    }
    ((ObjectNode) network).remove("Containers");
  }

  private RawResponse call(String request, String body) throws IOException {
    String[] parts = request.replaceFirst(" ", " " + Observer.VERSION).split("filters=", 2);
    String versioned = parts.length > 1 ? parts[0] + "filters=" + Api.encoded(parts[1]) : parts[0];
    return body.isEmpty() ? api.call(versioned) : api.call(versioned, body);
  }

  @Override
  public void close() throws IOException {
    for (String container : containers) {
      call("DELETE /containers/" + container + "?v=1&force=1", "");
    }
    for (String network : networks) {
      call("DELETE /networks/" + network, "");
    }
  }
}
