package dev.harness.runtime.engine.request;

import dev.harness.images.manifest.ImageConfig;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.net.ContainerPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Merges a request with the configuration of its image (C25, C26). */
public final class ConfigMerge {
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,62})?");

  private final CreateContainer request;
  private final ImageConfig image;
  private final ContainerId id;

  /** Merges for the container that will have this id. */
  public ConfigMerge(CreateContainer request, ImageConfig image, ContainerId id) {
    this.request = request;
    this.image = image;
    this.id = id;
  }

  /**
   * The merged configuration.
   *
   * @throws EngineException.InvalidRequest when there is no command, or something has no valid form
   */
  public ProcessConfig merge() {
    CreateContainer.Command asked = request.command();
    List<String> entrypoint = asked.entrypoint().orElse(image.entrypoint());
    List<String> command = command(asked);
    if (entrypoint.isEmpty() && command.isEmpty()) {
      throw new EngineException.InvalidRequest(
          "no command specified: the image %s has none, so the request must name one"
              .formatted(request.image()));
    }
    String hostname = hostname(asked);
    String user = asked.user().orElse(image.user());
    CommandText.check("the entrypoint", entrypoint);
    CommandText.check("the command", command);
    CommandText.check("the environment of the image", image.env());
    CommandText.check("the user", List.of(user));
    return new ProcessConfig(
        entrypoint,
        command,
        environment(asked, hostname),
        workingDirectory(asked),
        user,
        hostname,
        domainname(asked),
        stopSignal(asked),
        asked.stopTimeout().orElse(STOP_TIMEOUT),
        labels(),
        exposedPorts(),
        volumes(),
        health(asked));
  }

  /** Field by field (C26). */
  private Optional<HealthCheck> health(CreateContainer.Command asked) {
    Optional<HealthCheck> own =
        image.healthcheck().map(check -> HealthCheck.of(check, image.shell()));
    return asked.health().map(check -> own.map(check::over).orElse(check)).or(() -> own);
  }

  private Set<String> volumes() {
    Set<String> volumes = new HashSet<>();
    for (String path : image.volumes()) {
      volumes.add(MountTarget.normal("the VOLUME " + path + " of the image", path));
    }
    volumes.addAll(request.volumes());
    return volumes;
  }

  /** With an entrypoint of the request the image's command is dropped, unless that is empty. */
  private List<String> command(CreateContainer.Command asked) {
    Optional<List<String>> given = asked.arguments().filter(command -> !command.isEmpty());
    boolean replaced = asked.entrypoint().filter(list -> !list.isEmpty()).isPresent();
    return given.orElse(replaced ? List.of() : image.cmd());
  }

  private List<String> environment(CreateContainer.Command asked, String hostname) {
    for (String variable : asked.environment()) {
      if (variable.isEmpty() || variable.startsWith("=") || variable.indexOf('\0') >= 0) {
        throw new EngineException.InvalidRequest(
            "invalid environment variable \"%s\": want KEY=value".formatted(variable));
      }
    }
    List<String> base = new ArrayList<>(List.of(DEFAULT_PATH, "HOSTNAME=" + hostname));
    if (request.console().terminal()) {
      base.add(Environment.TERMINAL);
    }
    return Environment.merge(Environment.merge(base, image.env()), asked.environment());
  }

  private String hostname(CreateContainer.Command asked) {
    return checkedName("hostname", asked.hostname().orElse(id.shortForm()));
  }

  /** Stands in {@code /etc/hosts}, so it may hold no more than a host name. */
  private static String domainname(CreateContainer.Command asked) {
    return asked
        .domainname()
        .filter(name -> !name.isEmpty())
        .map(name -> checkedName("domainname", name))
        .orElse("");
  }

  private static String checkedName(String kind, String name) {
    if (!HOSTNAME.matcher(name).matches()) {
      throw new EngineException.InvalidRequest(
          "invalid %s \"%s\": want up to 63 letters, digits, dots and dashes"
              .formatted(kind, name));
    }
    return name;
  }

  private String workingDirectory(CreateContainer.Command asked) {
    String directory = asked.workingDirectory().orElse(image.workingDir());
    if (directory.isEmpty()) {
      return "/";
    }
    if (!directory.startsWith("/") || directory.indexOf('\0') >= 0) {
      throw new EngineException.InvalidRequest(
          "the working directory '%s' is invalid, it needs to be an absolute path"
              .formatted(directory));
    }
    return directory;
  }

  private Signal stopSignal(CreateContainer.Command asked) {
    try {
      return asked.stopSignal().or(this::imageStopSignal).map(Signal::parse).orElse(Signal.TERM);
    } catch (IllegalArgumentException invalid) {
      throw new EngineException.InvalidRequest(invalid.getMessage(), invalid);
    }
  }

  private Optional<String> imageStopSignal() {
    return Optional.of(image.stopSignal()).filter(signal -> !signal.isEmpty());
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>(image.labels());
    labels.putAll(request.labels());
    return labels;
  }

  private Set<ContainerPort> exposedPorts() {
    Set<ContainerPort> ports = new HashSet<>(request.exposedPorts());
    ports.addAll(request.host().ports().keySet());
    for (String port : image.exposedPorts()) {
      try {
        ports.add(ContainerPort.parse(port));
      } catch (IllegalArgumentException malformed) {
        throw new EngineException.InvalidRequest(
            "the image %s exposes %s".formatted(request.image(), malformed.getMessage()),
            malformed);
      }
    }
    return ports;
  }
}
