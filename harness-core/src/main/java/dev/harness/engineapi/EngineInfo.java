package dev.harness.engineapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What {@code GET /info} answers.
 *
 * @param driverStatus pairs of a name and a value that describe the storage driver
 * @param memTotal the machine's memory in bytes
 * @param warnings what the engine cannot do here, a sentence each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EngineInfo(
    @JsonProperty("ID") String id,
    @JsonProperty("Name") String name,
    @JsonProperty("ServerVersion") String serverVersion,
    @JsonProperty("Containers") int containers,
    @JsonProperty("ContainersRunning") int containersRunning,
    @JsonProperty("ContainersPaused") int containersPaused,
    @JsonProperty("ContainersStopped") int containersStopped,
    @JsonProperty("Images") int images,
    @JsonProperty("Driver") String driver,
    @JsonProperty("DriverStatus") List<List<String>> driverStatus,
    @JsonProperty("DockerRootDir") String dockerRootDir,
    @JsonProperty("LoggingDriver") String loggingDriver,
    @JsonProperty("CgroupDriver") String cgroupDriver,
    @JsonProperty("CgroupVersion") String cgroupVersion,
    @JsonProperty("KernelVersion") String kernelVersion,
    @JsonProperty("OperatingSystem") String operatingSystem,
    @JsonProperty("OSType") String osType,
    @JsonProperty("Architecture") String architecture,
    @JsonProperty("NCPU") int cpus,
    @JsonProperty("MemTotal") long memTotal,
    @JsonProperty("SystemTime") String systemTime,
    @JsonProperty("Labels") List<String> labels,
    @JsonProperty("SecurityOptions") List<String> securityOptions,
    @JsonProperty("MemoryLimit") boolean memoryLimit,
    @JsonProperty("SwapLimit") boolean swapLimit,
    @JsonProperty("CpuCfsPeriod") boolean cpuCfsPeriod,
    @JsonProperty("CpuCfsQuota") boolean cpuCfsQuota,
    @JsonProperty("CPUShares") boolean cpuShares,
    @JsonProperty("CPUSet") boolean cpuSet,
    @JsonProperty("PidsLimit") boolean pidsLimit,
    @JsonProperty("Warnings") List<String> warnings) {
  /** Takes absent parts as empty. */
  public EngineInfo {
    id = Absent.text(id);
    name = Absent.text(name);
    serverVersion = Absent.text(serverVersion);
    driver = Absent.text(driver);
    driverStatus = Absent.list(driverStatus);
    dockerRootDir = Absent.text(dockerRootDir);
    loggingDriver = Absent.text(loggingDriver);
    cgroupDriver = Absent.text(cgroupDriver);
    cgroupVersion = Absent.text(cgroupVersion);
    kernelVersion = Absent.text(kernelVersion);
    operatingSystem = Absent.text(operatingSystem);
    osType = Absent.text(osType);
    architecture = Absent.text(architecture);
    systemTime = Absent.text(systemTime);
    labels = Absent.list(labels);
    securityOptions = Absent.list(securityOptions);
    warnings = Absent.list(warnings);
  }
}
