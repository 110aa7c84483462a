package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.network.NetworkSettings;
import java.util.List;

/**
 * What {@code GET /containers/{id}/json} answers.
 *
 * @param created a time of RFC 3339
 * @param path what is executed, {@code args} its arguments
 * @param image the digest of the image's configuration; its name is in {@code config}
 * @param name with a slash in front
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerInspect(
    @JsonProperty("Id") String id,
    @JsonProperty("Created") String created,
    @JsonProperty("Path") String path,
    @JsonProperty("Args") List<String> args,
    @JsonProperty("State") ContainerState state,
    @JsonProperty("Image") String image,
    @JsonProperty("ResolvConfPath") String resolvConfPath,
    @JsonProperty("HostnamePath") String hostnamePath,
    @JsonProperty("HostsPath") String hostsPath,
    @JsonProperty("LogPath") String logPath,
    @JsonProperty("Name") String name,
    @JsonProperty("RestartCount") int restartCount,
    @JsonProperty("Driver") String driver,
    @JsonProperty("Platform") String platform,
    @JsonProperty("ExecIDs") List<String> execIds,
    @JsonProperty("HostConfig") HostConfig hostConfig,
    @JsonProperty("Mounts") List<MountPoint> mounts,
    @JsonProperty("Config") ContainerConfig config,
    @JsonProperty("NetworkSettings") NetworkSettings networkSettings) {
  /** Takes absent parts as empty. */
  public ContainerInspect {
    id = Absent.text(id);
    created = Absent.text(created);
    path = Absent.text(path);
    args = Absent.list(args);
    state = state == null ? NO_STATE : state;
    image = Absent.text(image);
    resolvConfPath = Absent.text(resolvConfPath);
    hostnamePath = Absent.text(hostnamePath);
    hostsPath = Absent.text(hostsPath);
    logPath = Absent.text(logPath);
    name = Absent.text(name);
    driver = Absent.text(driver);
    platform = Absent.text(platform);
    execIds = Absent.list(execIds);
    hostConfig = hostConfig == null ? HostConfig.EMPTY : hostConfig;
    mounts = Absent.list(mounts);
    config = config == null ? ContainerConfig.EMPTY : config;
    networkSettings = networkSettings == null ? NetworkSettings.EMPTY : networkSettings;
  }

  private static final ContainerState NO_STATE =
      new ContainerState(
          "",
          false,
          false,
          false,
          false,
          false,
          0,
          0,
          "",
          ContainerState.NEVER,
          ContainerState.NEVER,
          null);
}
