package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link HostConfig} about how a container is kept from its host: fields that stand
 * among {@link HostConfig#other}.
 *
 * @param oomScoreAdj 0 means the engine's
 * @param ipcMode empty, {@code none}, {@code private}, {@code shareable}, {@code host} or {@code
 *     container:NAME}
 * @param pidMode empty, {@code host} or {@code container:NAME}
 * @param maskedPaths absent means the default ones
 * @param readonlyPaths absent means the default ones
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Isolation(
    @JsonProperty("Ulimits") List<Ulimit> ulimits,
    @JsonProperty("Sysctls") Map<String, String> sysctls,
    @JsonProperty("OomScoreAdj") int oomScoreAdj,
    @JsonProperty("Devices") List<Device> devices,
    @JsonProperty("IpcMode") String ipcMode,
    @JsonProperty("PidMode") String pidMode,
    @JsonProperty("UTSMode") String utsMode,
    @JsonProperty("UsernsMode") String usernsMode,
    @JsonProperty("CgroupnsMode") String cgroupnsMode,
    @JsonProperty("MaskedPaths") @Nullable List<String> maskedPaths,
    @JsonProperty("ReadonlyPaths") @Nullable List<String> readonlyPaths) {
  /** The names of the fields. */
  public static final Set<String> NAMES =
      Set.of(
          "Ulimits",
          "Sysctls",
          "OomScoreAdj",
          "Devices",
          "IpcMode",
          "PidMode",
          "UTSMode",
          "UsernsMode",
          "CgroupnsMode",
          "MaskedPaths",
          "ReadonlyPaths");

  /** Says nothing. */
  public static final Isolation NOTHING =
      new Isolation(List.of(), Map.of(), 0, List.of(), "", "", "", "", "", null, null);

  /** Takes absent parts as empty. */
  public Isolation {
    ulimits = Absent.list(ulimits);
    sysctls = Absent.map(sysctls);
    devices = Absent.list(devices);
    ipcMode = Absent.text(ipcMode);
    pidMode = Absent.text(pidMode);
    utsMode = Absent.text(utsMode);
    usernsMode = Absent.text(usernsMode);
    cgroupnsMode = Absent.text(cgroupnsMode);
    maskedPaths = maskedPaths == null ? null : List.copyOf(maskedPaths);
    readonlyPaths = readonlyPaths == null ? null : List.copyOf(readonlyPaths);
  }

  /**
   * A resource limit.
   *
   * @param name as in {@code ulimit(1)}, such as {@code nofile}
   * @param soft -1 means none
   * @param hard -1 means none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Ulimit(
      @JsonProperty("Name") String name,
      @JsonProperty("Soft") long soft,
      @JsonProperty("Hard") long hard) {
    /** Takes an absent name as empty. */
    public Ulimit {
      name = Absent.text(name);
    }
  }

  /**
   * A device of the host.
   *
   * @param cgroupPermissions some of {@code rwm}; empty means all
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Device(
      @JsonProperty("PathOnHost") String pathOnHost,
      @JsonProperty("PathInContainer") String pathInContainer,
      @JsonProperty("CgroupPermissions") String cgroupPermissions) {
    /** Takes absent parts as empty. */
    public Device {
      pathOnHost = Absent.text(pathOnHost);
      pathInContainer = Absent.text(pathInContainer);
      cgroupPermissions = Absent.text(cgroupPermissions);
    }
  }
}
