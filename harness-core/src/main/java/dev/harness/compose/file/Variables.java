package dev.harness.compose.file;

import dev.harness.compose.text.VariableFile;
import dev.harness.compose.yaml.FileText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the variables of compose files get their values: what the test gives, then the environment of
 * this process, then the file {@code .env} beside the first compose file.
 */
public final class Variables {
  private final Map<String, String> given;
  private final Function<String, Optional<String>> environment;
  private final Map<String, Optional<String>> file;

  private Variables(
      Map<String, String> given,
      Function<String, Optional<String>> environment,
      Map<String, Optional<String>> file) {
    this.given = given;
    this.environment = environment;
    this.file = file;
  }

  /**
   * Finds them.
   *
   * @param directory where {@code .env} may be
   * @throws IllegalArgumentException when that has another form
   */
  public static Variables of(
      Map<String, String> given, Function<String, Optional<String>> environment, Path directory) {
    Variables outside = new Variables(given, environment, Map.of());
    Path file = directory.resolve(".env");
    return Files.isRegularFile(file)
        ? new Variables(given, environment, outside.read(file))
        : outside;
  }

  /** The value of a variable, where it has one. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(given.get(name))
        .or(() -> environment.apply(name))
        .or(() -> file.getOrDefault(name, Optional.empty()));
  }

  /**
   * Reads a file of variables, whose values may use these.
   *
   * @throws IllegalArgumentException when it cannot be read, or has another form
   */
  public Map<String, Optional<String>> read(Path variables) {
    String text = FileText.of(variables);
    try {
      return VariableFile.read(text, this::value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variables + ": " + e.getMessage(), e);
    }
  }
}
