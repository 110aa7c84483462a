package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.process.ResourceLimit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a container's processes may do and have, beyond capabilities and mounts.
 *
 * @param rights what they may ask of the kernel
 * @param limits resource limits; the others are the engine's (C19)
 * @param sysctls parameters of the container's own namespaces, over the default ones (C20)
 * @param oomScore {@code oom_score_adj}; 0 = the engine's
 * @param devices of the host that it gets besides the default ones (C11)
 * @param groups supplementary groups, names of the image or numbers (C23)
 * @param namespaces which namespaces it has not for itself
 * @param init whether the first process is the engine's own, which reaps and forwards signals (C32)
 */
public record Confinement(
    Rights rights,
    List<ResourceLimit> limits,
    Map<String, String> sysctls,
    int oomScore,
    List<DeviceRequest> devices,
    List<String> groups,
    NamespaceSharing namespaces,
    boolean init) {
  /** What a container has that asks for nothing. */
  public static final Confinement DEFAULT =
      new Confinement(
          Rights.DEFAULT,
          List.of(),
          Map.of(),
          0,
          List.of(),
          List.of(),
          NamespaceSharing.NOTHING,
          false);

  public Confinement {
    limits = List.copyOf(limits);
    sysctls = Map.copyOf(sysctls);
    devices = List.copyOf(devices);
    groups = List.copyOf(groups);
  }

  /** Whether a container that asks for nothing has it. */
  public boolean isDefault() {
    return rights.isDefault()
        && limits.isEmpty()
        && sysctls.isEmpty()
        && oomScore == 0
        && devices.isEmpty()
        && groups.isEmpty()
        && namespaces.isDefault()
        && !init;
  }

  /** The sysctls of the network, whose namespace the container may have from elsewhere. */
  public Map<String, String> networkSettings() {
    return sysctls(true);
  }

  /** All other sysctls. */
  public Map<String, String> otherSettings() {
    return sysctls(false);
  }

  private Map<String, String> sysctls(boolean network) {
    return sysctls.entrySet().stream()
        .filter(each -> each.getKey().startsWith("net.") == network)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
