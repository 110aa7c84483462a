package dev.harness.engineapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** What {@code GET /version} answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EngineVersion(
    @JsonProperty("Platform") Platform platform,
    @JsonProperty("Components") List<Component> components,
    @JsonProperty("Version") String version,
    @JsonProperty("ApiVersion") String apiVersion,
    @JsonProperty("MinAPIVersion") String minApiVersion,
    @JsonProperty("GitCommit") String gitCommit,
    @JsonProperty("GoVersion") String goVersion,
    @JsonProperty("Os") String os,
    @JsonProperty("Arch") String arch,
    @JsonProperty("KernelVersion") String kernelVersion,
    @JsonProperty("BuildTime") String buildTime) {
  /** Takes absent parts as empty. */
  public EngineVersion {
    platform = platform == null ? new Platform("") : platform;
    components = Absent.list(components);
    version = Absent.text(version);
    apiVersion = Absent.text(apiVersion);
    minApiVersion = Absent.text(minApiVersion);
    gitCommit = Absent.text(gitCommit);
    goVersion = Absent.text(goVersion);
    os = Absent.text(os);
    arch = Absent.text(arch);
    kernelVersion = Absent.text(kernelVersion);
    buildTime = Absent.text(buildTime);
  }

  /** The product's name. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Platform(@JsonProperty("Name") String name) {
    /** Takes an absent name as empty. */
    public Platform {
      name = Absent.text(name);
    }
  }

  /** A part of the engine with a version of its own. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Component(
      @JsonProperty("Name") String name,
      @JsonProperty("Version") String version,
      @JsonProperty("Details") Map<String, String> details) {
    /** Takes absent parts as empty. */
    public Component {
      name = Absent.text(name);
      version = Absent.text(version);
      details = Absent.map(details);
    }
  }
}
