package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to mount into a container, as {@code docker run --mount} says it.
 *
 * @param type bind, volume or tmpfs
 * @param source a path of the host, or the name of a volume; empty: an anonymous volume
 * @param consistency of no meaning on Linux
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Mount(
    @JsonProperty("Type") String type,
    @JsonProperty("Source") String source,
    @JsonProperty("Target") String target,
    @JsonProperty("ReadOnly") boolean readOnly,
    @JsonProperty("Consistency") String consistency,
    @JsonProperty("BindOptions") @Nullable BindOptions bindOptions,
    @JsonProperty("VolumeOptions") @Nullable VolumeOptions volumeOptions,
    @JsonProperty("TmpfsOptions") @Nullable TmpfsOptions tmpfsOptions,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Takes absent parts as empty. */
  public Mount {
    type = Absent.text(type);
    source = Absent.text(source);
    target = Absent.text(target);
    consistency = Absent.text(consistency);
    other = Absent.fields(other);
  }

  /**
   * How a path of the host is mounted.
   *
   * @param propagation empty means {@code rprivate}
   * @param nonRecursive whether the mounts below the source stay away
   * @param createMountpoint whether a missing source is made
   * @param readOnlyNonRecursive whether the mounts below a read-only source stay as they are
   * @param readOnlyForceRecursive whether it is an error when they cannot be made read-only
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record BindOptions(
      @JsonProperty("Propagation") String propagation,
      @JsonProperty("NonRecursive") boolean nonRecursive,
      @JsonProperty("CreateMountpoint") boolean createMountpoint,
      @JsonProperty("ReadOnlyNonRecursive") boolean readOnlyNonRecursive,
      @JsonProperty("ReadOnlyForceRecursive") boolean readOnlyForceRecursive,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
    /** What counts where nothing is said. */
    public static final BindOptions DEFAULT =
        new BindOptions("", false, false, false, false, Map.of());

    /** Takes absent parts as empty. */
    public BindOptions {
      propagation = Absent.text(propagation);
      other = Absent.fields(other);
    }
  }

  /** How a volume is mounted, and made where it is missing. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record VolumeOptions(
      @JsonProperty("NoCopy") boolean noCopy,
      @JsonProperty("Labels") Map<String, String> labels,
      @JsonProperty("DriverConfig") @Nullable Driver driver,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
    /** Takes absent parts as empty. */
    public VolumeOptions {
      labels = Absent.map(labels);
      other = Absent.fields(other);
    }
  }

  /** The driver of a volume. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Driver(
      @JsonProperty("Name") String name, @JsonProperty("Options") Map<String, String> options) {
    /** Takes absent parts as empty. */
    public Driver {
      name = Absent.text(name);
      options = Absent.map(options);
    }
  }

  /**
   * How memory is mounted.
   *
   * @param sizeBytes 0 means the kernel's default, half of the machine's memory
   * @param mode permissions, 0 means 01777
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record TmpfsOptions(
      @JsonProperty("SizeBytes") long sizeBytes,
      @JsonProperty("Mode") int mode,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
    /** Takes absent parts as empty. */
    public TmpfsOptions {
      other = Absent.fields(other);
    }
  }
}
