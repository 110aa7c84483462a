package dev.harness.runtime.api.confinement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.DeviceRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a container's rights and surroundings, in the words of the request. */
public final class ConfinementView {
  private ConfinementView() {}

  /**
   * The fields that stand among the others of {@code HostConfig}; none for what asks for nothing.
   */
  public static Map<String, JsonNode> fields(Confinement confinement) {
    if (confinement.isDefault()) {
      return Map.of();
    }
    Isolation shown =
        new Isolation(
            Ulimits.show(confinement.limits()),
            confinement.sysctls(),
            confinement.oomScore(),
            confinement.devices().stream().map(ConfinementView::device).toList(),
            confinement.namespaces().ipcMode(),
            confinement.namespaces().pidMode(),
            "",
            "",
            "private",
            confinement.rights().maskedPaths().orElse(null),
            confinement.rights().readOnlyPaths().orElse(null));
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    EngineJson.newMapper()
        .valueToTree(shown)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private static Isolation.Device device(DeviceRequest device) {
    return new Isolation.Device(device.onHost(), device.inContainer(), "rwm");
  }
}
