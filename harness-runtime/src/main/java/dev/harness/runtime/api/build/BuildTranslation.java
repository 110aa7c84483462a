package dev.harness.runtime.api.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.container.CreateTranslation;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.image.RegistryCredentials;
import dev.harness.runtime.build.BuildRequest;
import dev.harness.runtime.engine.request.CreateContainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns the API's request for a build into the builder's. */
final class BuildTranslation {
  private static final String DEFAULT_DOCKERFILE = "Dockerfile";
  private static final String BUILDKIT = "2";

  /** What would change the image or how it comes about, and is not done here. */
  private static final List<String> UNSUPPORTED = List.of("remote", "cgroupparent", "securityopt");

  private static final Map<String, String> LIMITS =
      Map.of(
          "memory", "Memory",
          "memswap", "MemorySwap",
          "cpushares", "CpuShares",
          "cpuperiod", "CpuPeriod",
          "cpuquota", "CpuQuota",
          "shmsize", "ShmSize");
  private static final Map<String, String> SETS =
      Map.of("cpusetcpus", "CpusetCpus", "cpusetmems", "CpusetMems");

  private final Request request;
  private final Query query;
  private final ObjectMapper json;
  private final Platform machine;

  BuildTranslation(Request request, ObjectMapper json, Platform machine) {
    this.request = request;
    this.query = request.query();
    this.json = json;
    this.machine = machine;
  }

  /**
   * Translates.
   *
   * @throws RefusedRequest naming the parameter that is wrong or cannot be honoured
   */
  BuildRequest translate() {
    refuseUnsupported();
    return new BuildRequest(
        query.text("dockerfile").orElse(DEFAULT_DOCKERFILE),
        query.all("t").stream().map(BuildTranslation::name).toList(),
        texts("buildargs"),
        texts("labels"),
        query.text("target").orElse(""),
        !query.flag("nocache"),
        query.flag("pull"),
        query.text("platform").map(Platform::parse).orElse(machine),
        host(),
        credentials());
  }

  private void refuseUnsupported() {
    if (query.text("version").filter(BUILDKIT::equals).isPresent()) {
      throw RefusedRequest.malformed(
          "this engine builds as Docker does without BuildKit: set DOCKER_BUILDKIT=0, or leave out"
              + " version=2");
    }
    for (String name : UNSUPPORTED) {
      query
          .text(name)
          .filter(value -> !value.equals("null") && !value.equals("[]"))
          .ifPresent(value -> refuse(name));
    }
    if (query.flag("squash")) {
      refuse("squash");
    }
    if (!query.all("outputs").isEmpty() && !query.all("outputs").equals(List.of("null"))) {
      refuse("outputs");
    }
  }

  private static void refuse(String name) {
    throw RefusedRequest.malformed(
        "the parameter %s of a build is not supported by this engine: leave it out"
            .formatted(name));
  }

  private static Reference name(String text) {
    Reference name = Reference.parse(text);
    if (name.digest().isPresent()) {
      throw RefusedRequest.malformed(
          "invalid reference format: refusing to create a tag with a digest reference");
    }
    return name;
  }

  /** A map in JSON; what is null there is not given. */
  private Map<String, String> texts(String parameter) {
    Map<String, String> texts = new LinkedHashMap<>();
    tree(parameter)
        .properties()
        .forEach(
            each -> {
              if (!each.getValue().isNull()) {
                texts.put(each.getKey(), each.getValue().asText());
              }
            });
    return texts;
  }

  private JsonNode tree(String parameter) {
    try {
      return json.readTree(query.text(parameter).orElse("null"));
    } catch (JsonProcessingException e) {
      throw RefusedRequest.malformed(
          "invalid value of %s: %s".formatted(parameter, e.getOriginalMessage()), e);
    }
  }

  /** In the words of requests for containers, which what RUN starts are. */
  private CreateContainer.Host host() {
    ObjectNode host = json.createObjectNode();
    host.put("NetworkMode", query.text("networkmode").orElse("default"));
    LIMITS.forEach(
        (parameter, field) -> query.number(parameter).ifPresent(value -> host.put(field, value)));
    SETS.forEach(
        (parameter, field) -> query.text(parameter).ifPresent(value -> host.put(field, value)));
    host.set("ExtraHosts", json.valueToTree(query.all("extrahosts")));
    JsonNode limits = tree("ulimits");
    if (limits.isArray()) {
      host.set("Ulimits", limits);
    }
    try {
      return CreateTranslation.host(json.treeToValue(host, HostConfig.class));
    } catch (JsonProcessingException e) {
      throw RefusedRequest.malformed("invalid parameter: " + e.getOriginalMessage(), e);
    }
  }

  private Function<Reference, Credentials> credentials() {
    Map<String, Credentials> byRegistry = RegistryCredentials.ofAll(request, json);
    return image -> byRegistry.getOrDefault(image.domain(), Credentials.none());
  }
}
