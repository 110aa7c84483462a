package dev.harness.engineapi.container;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects a {@link ContainerConfig} part by part. */
public final class ContainerConfigBuilder {
  private String hostname = "";
  private String domainname = "";
  private String user = "";
  private Set<String> exposedPorts = Set.of();
  private boolean tty;
  private boolean openStdin;
  private boolean stdinOnce;
  private boolean attachStdin;
  private boolean attachStdout;
  private boolean attachStderr;
  private List<String> env = List.of();
  private List<String> cmd = List.of();
  private ContainerConfig.@Nullable Healthcheck healthcheck;
  private String image = "";
  private Set<String> volumes = Set.of();
  private String workingDir = "";
  private @Nullable List<String> entrypoint;
  private Map<String, String> labels = Map.of();
  private String stopSignal = "";
  private @Nullable Integer stopTimeout;

  ContainerConfigBuilder() {}

  /** Sets the name that the container has for itself. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder hostname(String value) {
    hostname = value;
    return this;
  }

  /** Sets the domain of the host name. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder domainname(String value) {
    domainname = value;
    return this;
  }

  /** Sets the user, as {@code name}, {@code uid} or either with {@code :group}. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder user(String value) {
    user = value;
    return this;
  }

  /** Sets the ports, as {@code 5432/tcp}. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder exposedPorts(Set<String> value) {
    exposedPorts = new LinkedHashSet<>(value);
    return this;
  }

  /** Sets whether the container has a terminal. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder tty(boolean value) {
    tty = value;
    return this;
  }

  /** Sets whether the standard input stays open. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder openStdin(boolean value) {
    openStdin = value;
    return this;
  }

  /** Sets whether the standard input ends with that of the first client that is attached. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder stdinOnce(boolean value) {
    stdinOnce = value;
    return this;
  }

  /** Sets to which streams the creator means to attach. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder attached(boolean stdin, boolean stdout, boolean stderr) {
    attachStdin = stdin;
    attachStdout = stdout;
    attachStderr = stderr;
    return this;
  }

  /** Sets the environment, entries {@code NAME=value}. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder env(List<String> value) {
    env = value;
    return this;
  }

  /** Sets the arguments. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder cmd(List<String> value) {
    cmd = value;
    return this;
  }

  /** Sets how the engine finds out whether the container works. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder healthcheck(ContainerConfig.@Nullable Healthcheck value) {
    healthcheck = value;
    return this;
  }

  /** Sets the image's name. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder image(String value) {
    image = value;
    return this;
  }

  /** Sets the paths that get a volume without a name. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder volumes(Set<String> value) {
    volumes = new LinkedHashSet<>(value);
    return this;
  }

  /** Sets the working directory. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder workingDir(String value) {
    workingDir = value;
    return this;
  }

  /** Sets what is executed; {@code null} means the image's. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder entrypoint(@Nullable List<String> value) {
    entrypoint = value;
    return this;
  }

  /** Sets the labels. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder labels(Map<String, String> value) {
    labels = value;
    return this;
  }

  /** Sets the signal that asks the container to end. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder stopSignal(String value) {
    stopSignal = value;
    return this;
  }

  /** Sets how many seconds the container has to end. */
  @CanIgnoreReturnValue
  public ContainerConfigBuilder stopTimeout(@Nullable Integer value) {
    stopTimeout = value;
    return this;
  }

  /** Makes the configuration. */
  public ContainerConfig build() {
    return new ContainerConfig(
        hostname,
        domainname,
        user,
        attachStdin,
        attachStdout,
        attachStderr,
        exposedPorts,
        tty,
        openStdin,
        stdinOnce,
        env,
        cmd,
        healthcheck,
        image,
        volumes,
        workingDir,
        entrypoint,
        labels,
        stopSignal,
        stopTimeout,
        Map.of());
  }
}
