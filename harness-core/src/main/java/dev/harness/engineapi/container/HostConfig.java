package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.network.PortBinding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container runs on its host.
 *
 * @param binds {@code host-path-or-volume:container-path[:options]}
 * @param networkMode empty or {@code default} means the default bridge
 * @param portBindings by port, as {@code 5432/tcp}
 * @param tmpfs mount options by path
 * @param shmSize bytes, 0 means the default; so all sizes here
 * @param nanoCpus processors times 10^9, 0 means no limit
 * @param pidsLimit 0 or less means no limit
 * @param init whether an init runs before the container's process; {@code null}: the default
 * @param mounts what {@code binds} and {@code tmpfs} cannot say
 * @param volumesFrom {@code container[:ro|rw]} whose mounts this one gets too
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record HostConfig(
    @JsonProperty("Binds") List<String> binds,
    @JsonProperty("NetworkMode") String networkMode,
    @JsonProperty("PortBindings") @JsonSerialize(contentUsing = PortBinding.ListWriter.class)
        Map<String, List<PortBinding>> portBindings,
    @JsonProperty("PublishAllPorts") boolean publishAllPorts,
    @JsonProperty("AutoRemove") boolean autoRemove,
    @JsonProperty("RestartPolicy") RestartPolicy restartPolicy,
    @JsonProperty("LogConfig") LogConfig logConfig,
    @JsonProperty("CapAdd") List<String> capAdd,
    @JsonProperty("CapDrop") List<String> capDrop,
    @JsonProperty("Privileged") boolean privileged,
    @JsonProperty("ReadonlyRootfs") boolean readonlyRootfs,
    @JsonProperty("SecurityOpt") List<String> securityOpt,
    @JsonProperty("GroupAdd") List<String> groupAdd,
    @JsonProperty("Tmpfs") Map<String, String> tmpfs,
    @JsonProperty("ShmSize") long shmSize,
    @JsonProperty("ExtraHosts") List<String> extraHosts,
    @JsonProperty("Dns") List<String> dns,
    @JsonProperty("DnsSearch") List<String> dnsSearch,
    @JsonProperty("DnsOptions") List<String> dnsOptions,
    @JsonProperty("Memory") long memory,
    @JsonProperty("NanoCpus") long nanoCpus,
    @JsonProperty("PidsLimit") long pidsLimit,
    @JsonProperty("Init") @Nullable Boolean init,
    @JsonProperty("Mounts") List<Mount> mounts,
    @JsonProperty("VolumesFrom") List<String> volumesFrom,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Says nothing: all is as the engine has it by default. */
  public static final HostConfig EMPTY = builder().build();

  /** Takes absent parts as empty. */
  public HostConfig {
    binds = Absent.list(binds);
    networkMode = Absent.text(networkMode);
    portBindings = Absent.lists(portBindings);
    restartPolicy = restartPolicy == null ? RestartPolicy.NONE : restartPolicy;
    logConfig = logConfig == null ? LogConfig.DEFAULT : logConfig;
    capAdd = Absent.list(capAdd);
    capDrop = Absent.list(capDrop);
    securityOpt = Absent.list(securityOpt);
    groupAdd = Absent.list(groupAdd);
    tmpfs = Absent.map(tmpfs);
    extraHosts = Absent.list(extraHosts);
    dns = Absent.list(dns);
    dnsSearch = Absent.list(dnsSearch);
    dnsOptions = Absent.list(dnsOptions);
    mounts = Absent.list(mounts);
    volumesFrom = Absent.list(volumesFrom);
    other = Absent.fields(other);
  }

  /**
   * What happens when the container exits.
   *
   * @param name empty, {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RestartPolicy(
      @JsonProperty("Name") String name, @JsonProperty("MaximumRetryCount") int maximumRetryCount) {
    /** Nothing happens. */
    public static final RestartPolicy NONE = new RestartPolicy("", 0);

    /** Takes an absent name as empty. */
    public RestartPolicy {
      name = Absent.text(name);
    }
  }

  /** Where the output goes; an empty type means the engine's default. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LogConfig(
      @JsonProperty("Type") String type, @JsonProperty("Config") Map<String, String> config) {
    /** The engine's own log. */
    public static final LogConfig DEFAULT = new LogConfig("", Map.of());

    /** Takes absent parts as empty. */
    public LogConfig {
      type = Absent.text(type);
      config = Absent.map(config);
    }
  }

  /** Starts a configuration that says nothing yet. */
  public static HostConfigBuilder builder() {
    return new HostConfigBuilder();
  }
}
