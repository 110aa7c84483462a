package dev.harness.engineapi.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.harness.engineapi.network.PortBinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a {@link HostConfig} part by part. */
public final class HostConfigBuilder {
  private List<String> binds = List.of();
  private String networkMode = "";
  private Map<String, List<PortBinding>> portBindings = Map.of();
  private boolean autoRemove;
  private List<String> capAdd = List.of();
  private List<String> capDrop = List.of();
  private Map<String, String> tmpfs = Map.of();
  private long shmSize;
  private List<String> extraHosts = List.of();
  private HostConfig.RestartPolicy restartPolicy = HostConfig.RestartPolicy.NONE;
  private boolean privileged;
  private boolean readonlyRootfs;
  private List<String> securityOpt = List.of();
  private List<String> groupAdd = List.of();
  private @Nullable Boolean init;
  private final Map<String, JsonNode> isolation = new LinkedHashMap<>();
  private long memory;
  private long nanoCpus;
  private long pidsLimit;

  HostConfigBuilder() {}

  /** Sets the most memory in bytes. */
  @CanIgnoreReturnValue
  public HostConfigBuilder memory(long value) {
    memory = value;
    return this;
  }

  /** Sets how much processor time there is, in billionths of a processor. */
  @CanIgnoreReturnValue
  public HostConfigBuilder nanoCpus(long value) {
    nanoCpus = value;
    return this;
  }

  /** Sets the most processes and threads. */
  @CanIgnoreReturnValue
  public HostConfigBuilder pidsLimit(long value) {
    pidsLimit = value;
    return this;
  }

  /** Sets what is mounted, as {@code host-path-or-volume:container-path[:options]}. */
  @CanIgnoreReturnValue
  public HostConfigBuilder binds(List<String> value) {
    binds = value;
    return this;
  }

  /** Sets which network the container joins. */
  @CanIgnoreReturnValue
  public HostConfigBuilder networkMode(String value) {
    networkMode = value;
    return this;
  }

  /** Sets where ports are published, by port as {@code 5432/tcp}. */
  @CanIgnoreReturnValue
  public HostConfigBuilder portBindings(Map<String, List<PortBinding>> value) {
    portBindings = value;
    return this;
  }

  /** Sets whether the container is deleted when it exits. */
  @CanIgnoreReturnValue
  public HostConfigBuilder autoRemove(boolean value) {
    autoRemove = value;
    return this;
  }

  /** Sets the capabilities on top of the default ones. */
  @CanIgnoreReturnValue
  public HostConfigBuilder capAdd(List<String> value) {
    capAdd = value;
    return this;
  }

  /** Sets the default capabilities that the container does not get. */
  @CanIgnoreReturnValue
  public HostConfigBuilder capDrop(List<String> value) {
    capDrop = value;
    return this;
  }

  /** Sets file systems in memory, mount options by path. */
  @CanIgnoreReturnValue
  public HostConfigBuilder tmpfs(Map<String, String> value) {
    tmpfs = value;
    return this;
  }

  /** Sets the size of {@code /dev/shm} in bytes. */
  @CanIgnoreReturnValue
  public HostConfigBuilder shmSize(long value) {
    shmSize = value;
    return this;
  }

  /** Sets lines for {@code /etc/hosts}, as {@code name:address}. */
  @CanIgnoreReturnValue
  public HostConfigBuilder extraHosts(List<String> value) {
    extraHosts = value;
    return this;
  }

  /** Sets what happens when the container exits. */
  @CanIgnoreReturnValue
  public HostConfigBuilder restartPolicy(HostConfig.RestartPolicy value) {
    restartPolicy = value;
    return this;
  }

  /** Sets whether the container has all rights that its namespaces have. */
  @CanIgnoreReturnValue
  public HostConfigBuilder privileged(boolean value) {
    privileged = value;
    return this;
  }

  /** Sets whether the container's root is read-only. */
  @CanIgnoreReturnValue
  public HostConfigBuilder readonlyRootfs(boolean value) {
    readonlyRootfs = value;
    return this;
  }

  /** Sets security options, as {@code no-new-privileges}. */
  @CanIgnoreReturnValue
  public HostConfigBuilder securityOpt(List<String> value) {
    securityOpt = value;
    return this;
  }

  /** Sets the groups beside the user's own. */
  @CanIgnoreReturnValue
  public HostConfigBuilder groupAdd(List<String> value) {
    groupAdd = value;
    return this;
  }

  /** Sets whether an init runs before the container's process; {@code null}: the default. */
  @CanIgnoreReturnValue
  public HostConfigBuilder init(@Nullable Boolean value) {
    init = value;
    return this;
  }

  /** Sets limits of processes. */
  @CanIgnoreReturnValue
  public HostConfigBuilder ulimits(List<Isolation.Ulimit> value) {
    return value.isEmpty() ? this : isolation("Ulimits", value);
  }

  /** Sets settings of the kernel. */
  @CanIgnoreReturnValue
  public HostConfigBuilder sysctls(Map<String, String> value) {
    return value.isEmpty() ? this : isolation("Sysctls", value);
  }

  /** Sets devices of the host. */
  @CanIgnoreReturnValue
  public HostConfigBuilder devices(List<Isolation.Device> value) {
    return value.isEmpty() ? this : isolation("Devices", value);
  }

  private HostConfigBuilder isolation(String name, Object value) {
    isolation.put(name, JsonNodeFactory.instance.pojoNode(value));
    return this;
  }

  /** Makes the configuration. */
  public HostConfig build() {
    return new HostConfig(
        binds,
        networkMode,
        portBindings,
        false,
        autoRemove,
        restartPolicy,
        HostConfig.LogConfig.DEFAULT,
        capAdd,
        capDrop,
        privileged,
        readonlyRootfs,
        securityOpt,
        groupAdd,
        tmpfs,
        shmSize,
        extraHosts,
        List.of(),
        List.of(),
        List.of(),
        memory,
        nanoCpus,
        pidsLimit,
        init,
        List.of(),
        List.of(),
        isolation);
  }
}
