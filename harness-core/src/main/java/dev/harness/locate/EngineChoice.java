package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Settings;
import java.util.Optional;

/** Which engine the configuration asks for. */
sealed interface EngineChoice {
  /** The setting that names an engine, as a system property. */
  String PROPERTY = "harness.engine";

  /** The setting that names an engine, as a variable. */
  String VARIABLE = "HARNESS_ENGINE";

  /** Our own, to be started. */
  record BuiltIn() implements EngineChoice {}

  /**
   * One that runs already.
   *
   * @param origin the name of the setting, for messages
   */
  record Running(EngineAddress address, String origin) implements EngineChoice {}

  /**
   * Decides: the explicit setting, then {@code DOCKER_HOST}, then ours.
   *
   * @throws NoEngineException when a setting is no engine
   */
  static EngineChoice of(Settings settings) {
    Optional<String> property = settings.property(PROPERTY);
    if (property.isPresent()) {
      return explicit(property.get(), PROPERTY);
    }
    Optional<String> variable = settings.variable(VARIABLE);
    if (variable.isPresent()) {
      return explicit(variable.get(), VARIABLE);
    }
    return settings
        .variable("DOCKER_HOST")
        .map(value -> running(value, "DOCKER_HOST"))
        .orElseGet(BuiltIn::new);
  }

  private static EngineChoice explicit(String value, String origin) {
    return value.equals("builtin") ? new BuiltIn() : running(value, origin);
  }

  private static EngineChoice running(String value, String origin) {
    try {
      return new Running(EngineAddress.parse(value), origin);
    } catch (IllegalArgumentException e) {
      throw new NoEngineException(
          "The setting " + origin + " is wrong: " + e.getMessage() + ".", e);
    }
  }
}
