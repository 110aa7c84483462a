package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.harness.engineapi.Absent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container, whichever machine it runs on; also what an image says about it.
 *
 * @param exposedPorts ports as {@code 5432/tcp}
 * @param env entries {@code NAME=value}; one without {@code =} removes the image's
 * @param cmd arguments; empty means the image's, unless the entry point is given
 * @param entrypoint {@code null} means the image's; empty or {@code [""]} means none
 * @param stopTimeout seconds; {@code null} means the engine's default
 * @param other what was given and is none of the above, without nulls
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ContainerConfig(
    @JsonProperty("Hostname") String hostname,
    @JsonProperty("Domainname") String domainname,
    @JsonProperty("User") String user,
    @JsonProperty("AttachStdin") boolean attachStdin,
    @JsonProperty("AttachStdout") boolean attachStdout,
    @JsonProperty("AttachStderr") boolean attachStderr,
    @JsonProperty("ExposedPorts")
        @JsonDeserialize(using = KeySet.Reader.class)
        @JsonSerialize(using = KeySet.Writer.class)
        Set<String> exposedPorts,
    @JsonProperty("Tty") boolean tty,
    @JsonProperty("OpenStdin") boolean openStdin,
    @JsonProperty("StdinOnce") boolean stdinOnce,
    @JsonProperty("Env") List<String> env,
    @JsonProperty("Cmd") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,
    @JsonProperty("Healthcheck") @Nullable Healthcheck healthcheck,
    @JsonProperty("Image") String image,
    @JsonProperty("Volumes")
        @JsonDeserialize(using = KeySet.Reader.class)
        @JsonSerialize(using = KeySet.Writer.class)
        Set<String> volumes,
    @JsonProperty("WorkingDir") String workingDir,
    @JsonProperty("Entrypoint")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<String> entrypoint,
    @JsonProperty("Labels") Map<String, String> labels,
    @JsonProperty("StopSignal") String stopSignal,
    @JsonProperty("StopTimeout") @Nullable Integer stopTimeout,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  /** Says nothing: all comes from the image or the engine. */
  public static final ContainerConfig EMPTY = builder().build();

  /** Takes absent parts as empty. */
  public ContainerConfig {
    hostname = Absent.text(hostname);
    domainname = Absent.text(domainname);
    user = Absent.text(user);
    exposedPorts = Absent.set(exposedPorts);
    env = Absent.list(env);
    cmd = Absent.list(cmd);
    image = Absent.text(image);
    volumes = Absent.set(volumes);
    workingDir = Absent.text(workingDir);
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    labels = Absent.map(labels);
    stopSignal = Absent.text(stopSignal);
    other = Absent.fields(other);
  }

  /**
   * How the engine finds out whether the container works.
   *
   * @param test empty: the image's; otherwise {@code NONE}, {@code CMD} or {@code CMD-SHELL}
   *     comes first
   * @param interval nanoseconds, 0 means the default; so all durations here
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Healthcheck(
      @JsonProperty("Test") List<String> test,
      @JsonProperty("Interval") long interval,
      @JsonProperty("Timeout") long timeout,
      @JsonProperty("StartPeriod") long startPeriod,
      @JsonProperty("StartInterval") long startInterval,
      @JsonProperty("Retries") int retries) {
    /** Takes an absent test as empty. */
    public Healthcheck {
      test = Absent.list(test);
    }
  }

  /** Starts a configuration that says nothing yet. */
  public static ContainerConfigBuilder builder() {
    return new ContainerConfigBuilder();
  }
}
