package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.util.Optional;

/** Which engine the configuration asks for. */
sealed interface EngineChoice {
  /** Our own, to be started. */
  record BuiltIn() implements EngineChoice {}

  /**
   * One that runs already.
   *
   * @param origin the name of the setting, for messages
   */
  record Running(EngineAddress address, String origin) implements EngineChoice {}

  /**
   * Decides: the explicit setting, then what {@code DOCKER_HOST} or {@code DOCKER_CONTEXT} names,
   * then ours; where ours cannot run, the one that Docker's command line would talk to.
   *
   * @throws NoEngineException when a setting is no engine
   */
  static EngineChoice of(Settings settings) {
    DockerTarget docker = new DockerTarget(settings);
    Optional<Settings.Value> explicit = settings.find(Setting.ENGINE);
    if (explicit.isPresent()) {
      return explicit(explicit.get(), settings, docker);
    }
    Optional<Running> named = docker.named();
    if (named.isPresent()) {
      return named.get();
    }
    return settings.property("os.name").orElse("Linux").equals("Linux")
        ? new BuiltIn()
        : docker.current();
  }

  private static EngineChoice explicit(
      Settings.Value value, Settings settings, DockerTarget docker) {
    return switch (value.text()) {
      case "builtin" -> new BuiltIn();
      case "docker" -> docker.named().orElseGet(docker::current);
      default -> running(value, settings);
    };
  }

  /** Takes an address of the settings, with the certificates that they name for all of them. */
  static Running running(Settings.Value value, Settings settings) {
    try {
      DockerCertificates certificates = DockerCertificates.of(settings);
      EngineAddress address = certificates.secured(EngineAddress.parse(value.text()));
      if (address instanceof EngineAddress.TlsAddress) {
        certificates.requireAuthority(value.origin());
      }
      return new Running(address, value.origin());
    } catch (IllegalArgumentException e) {
      throw new NoEngineException(
          "The setting " + value.origin() + " is wrong: " + e.getMessage() + ".", e);
    }
  }
}
