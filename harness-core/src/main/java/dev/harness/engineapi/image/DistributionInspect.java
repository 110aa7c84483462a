package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/** What a registry has under a name. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DistributionInspect(
    @JsonProperty("Descriptor") Descriptor descriptor,
    @JsonProperty("Platforms") List<Platform> platforms) {
  /** Takes an absent list as empty. */
  public DistributionInspect {
    platforms = Absent.list(platforms);
  }

  /** A manifest or an index. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Descriptor(
      @JsonProperty("mediaType") String mediaType,
      @JsonProperty("digest") String digest,
      @JsonProperty("size") long size) {
    /** Takes absent parts as empty. */
    public Descriptor {
      mediaType = Absent.text(mediaType);
      digest = Absent.text(digest);
    }
  }

  /** What an image runs on. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Platform(
      @JsonProperty("architecture") String architecture,
      @JsonProperty("os") String os,
      @JsonProperty("variant") String variant) {
    /** Takes absent parts as empty. */
    public Platform {
      architecture = Absent.text(architecture);
      os = Absent.text(os);
      variant = Absent.text(variant);
    }
  }
}
