package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine that Docker's command line would talk to: that of {@code DOCKER_HOST}, else of {@code
 * DOCKER_CONTEXT}, else of the context that {@code docker context use} has chosen, else the one of
 * this machine.
 */
final class DockerTarget {
  private static final String DEFAULT_CONTEXT = "default";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private final Settings settings;
  private final DockerConfig config;

  DockerTarget(Settings settings) {
    this.settings = settings;
    this.config = new DockerConfig(DockerConfig.directory(settings));
  }

  /**
   * The one that the settings name for all programs. Only in the same place the host goes before the
   * context: what a file says counts less than the environment.
   *
   * @throws NoEngineException when a setting is no engine
   */
  Optional<EngineChoice.Running> named() {
    return settings.sources().flatMap(source -> named(source).stream()).findFirst();
  }

  private Optional<EngineChoice.Running> named(Function<Setting, Optional<Settings.Value>> source) {
    return source
        .apply(Setting.DOCKER_HOST)
        .map(host -> EngineChoice.running(host, settings))
        .or(
            () ->
                source
                    .apply(Setting.DOCKER_CONTEXT)
                    .map(context -> ofContext(context.text(), context.origin())));
  }

  /**
   * The one that is meant when the settings name none.
   *
   * @throws NoEngineException when the context that was chosen is no engine
   */
  EngineChoice.Running current() {
    return config
        .currentContext()
        .map(name -> ofContext(name, "currentContext of Docker's config.json"))
        .orElseGet(DockerTarget::ofThisMachine);
  }

  private EngineChoice.Running ofContext(String name, String origin) {
    if (name.equals(DEFAULT_CONTEXT)) {
      return ofThisMachine();
    }
    DockerContext context =
        config
            .context(name)
            .orElseThrow(
                () ->
                    new NoEngineException(
                        "There is no Docker context %s, which %s names. docker context ls tells which there are."
                            .formatted(name, origin)));
    return new EngineChoice.Running(context.address(), origin + "=" + name);
  }

  private static EngineChoice.Running ofThisMachine() {
    return new EngineChoice.Running(
        new EngineAddress.UnixSocketAddress(SOCKET), "the default of Docker");
  }
}
