package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.UnsupportedFields;
import dev.harness.runtime.api.limit.LimitField;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of a request for a container the engine honours, ignores or refuses.
 *
 * <p>Honoured are those that {@link CreateTranslation} reads. Ignored are those listed here as
 * harmless: they ask for what is so anyway, or only concern the client. All others are refused.
 */
final class CreateFields {
  private static final Set<String> ANY = UnsupportedFields.ANY;

  private static final UnsupportedFields CONFIG =
      new UnsupportedFields(
          "",
          Map.of(
              "ArgsEscaped", ANY, // of Windows
              "OnBuild", ANY, // for builds
              "Shell", ANY, // for builds; HealthTranslation reads it
              "authConfig", ANY, // this and the following are strays of docker-java
              "name", ANY,
              "platform", ANY),
          Set.of());

  private static final UnsupportedFields HOST =
      new UnsupportedFields(
          "HostConfig.",
          withLimits(
              Map.of(
                  "Annotations",
                  ANY, // for other runtimes
                  "ConsoleSize",
                  ANY, // honoured: Consoles
                  "ContainerIDFile",
                  ANY, // written by the client
                  "Isolation",
                  Set.of("default"),
                  "Runtime",
                  Set.of("runc"),
                  "VolumeDriver",
                  Set.of("local"))),
          Set.of());

  private static final UnsupportedFields NETWORKING =
      new UnsupportedFields("NetworkingConfig.", Map.of(), Set.of());

  private CreateFields() {}

  /** Limits are not refused: {@link LimitWarnings} tells of those that cannot be set. */
  private static Map<String, Set<String>> withLimits(Map<String, Set<String>> harmless) {
    Map<String, Set<String>> all = new HashMap<>(harmless);
    LimitField.others().forEach(name -> all.put(name, ANY));
    Isolation.NAMES.forEach(name -> all.put(name, ANY));
    return all;
  }

  /**
   * Refuses what the engine cannot honour.
   *
   * @throws RefusedRequest naming the first such field
   */
  static void check(CreateContainerRequest request) {
    checkConfig(request.config());
    checkHost(request.hostConfig());
    NETWORKING.refuse(request.networkingConfig().other());
  }

  private static void checkConfig(ContainerConfig config) {
    CONFIG.refuse(config.other());
  }

  private static void checkHost(HostConfig host) {
    HOST.refuse(host.other());
  }
}
