package dev.harness.compose.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.compose.file.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What is wrong or not supported is told with file, line, keys and reason; nothing is left out silently. */
class RefusalTest {
  @TempDir Path directory;

  private void read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("compose.yaml"), text);
    Variables variables = Variables.of(Map.of(), name -> Optional.empty(), directory);
    Project project = ProjectReader.read(List.of(file), directory, variables, false);
    List<Service> unused =
        project.services().values().stream().map(service -> service.reading().get()).toList();
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/compose/refused-in-service.csv",
      delimiter = '|',
      quoteCharacter = '`')
  void refusesInAService(String keys, String message) {
    assertThatThrownBy(() -> read("services:\n  web:\n    image: a\n    " + keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(directory.resolve("compose.yaml") + ":4: services.web." + message);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/compose/refused.csv", delimiter = '|', quoteCharacter = '`')
  void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("#", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(directory.resolve("compose.yaml") + ":" + message);
  }
}
