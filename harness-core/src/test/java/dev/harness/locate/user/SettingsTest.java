package dev.harness.locate.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which counts. */
class SettingsTest {
  private static final Setting MIRRORS = Setting.REGISTRY_MIRRORS;
  private static final SettingsFile FIRST =
      new SettingsFile("first", Map.of("harness.registry.mirrors", "of the first"));
  private static final SettingsFile SECOND =
      new SettingsFile(
          "second",
          Map.of("harness.registry.mirrors", "of the second", "harness.data", "/elsewhere"));

  @TempDir Path directory;

  private List<SettingsFile> read() throws IOException {
    Path classPath = Files.createDirectories(directory.resolve("classes"));
    Settings settings =
        new Settings(Map.of("HOME", directory.resolve("home").toString()), Map.of());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
      return SettingsFiles.read(settings, loader);
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void prefersPropertiesToVariablesToFiles() {
    Map<String, String> variables = Map.of("HARNESS_REGISTRY_MIRRORS", "of the environment");
    Map<String, String> properties = Map.of("harness.registry.mirrors", "of the properties");
    List<SettingsFile> files = List.of(FIRST, SECOND);

    assertThat(new Settings(variables, properties, files).find(MIRRORS))
        .contains(new Settings.Value("of the properties", "harness.registry.mirrors"));
    assertThat(new Settings(variables, Map.of(), files).find(MIRRORS))
        .contains(new Settings.Value("of the environment", "HARNESS_REGISTRY_MIRRORS"));
    assertThat(new Settings(Map.of(), Map.of(), files).find(MIRRORS))
        .contains(new Settings.Value("of the first", "harness.registry.mirrors in first"));
    assertThat(new Settings(Map.of(), Map.of(), List.of(SECOND)).value(MIRRORS))
        .contains("of the second");
    assertThat(new Settings(Map.of(), Map.of()).find(MIRRORS)).isEmpty();
  }

  @Test
  void takesWhatIsBlankAsNotSet() {
    assertThat(
            new Settings(
                    Map.of("HARNESS_REGISTRY_MIRRORS", " "),
                    Map.of("harness.registry.mirrors", ""),
                    List.of(FIRST))
                .value(MIRRORS))
        .contains("of the first");
  }

  @Test
  void passesOnToTheEngineWhatFilesSay() {
    assertThat(EngineEnvironment.of(new Settings(Map.of(), Map.of(), List.of(SECOND))))
        .isEqualTo(
            Map.of("HARNESS_DATA", "/elsewhere", "HARNESS_REGISTRY_MIRRORS", "of the second"));
  }

  @Test
  void readsTheUsersFileBeforeThatOfTheClassPath() throws IOException {
    Path user = write("home/.harness.properties", "harness.data = /grüße\n");
    write("home/.config/harness/harness.properties", "harness.data = /unread\n");
    write("classes/harness.properties", "# shared\nharness.run=/run\n");

    assertThat(read())
        .containsExactly(
            new SettingsFile(user.toString(), Map.of("harness.data", "/grüße")),
            new SettingsFile(
                "harness.properties of the class path", Map.of("harness.run", "/run")));
  }

  @Test
  void readsTheFileOfTheConfigurationDirectory() throws IOException {
    Path user = write("home/.config/harness/harness.properties", "harness.data=/data\n");

    assertThat(read())
        .containsExactly(new SettingsFile(user.toString(), Map.of("harness.data", "/data")));
  }

  @Test
  void findsKeysThatMeanNothing() {
    SettingsFile file =
        new SettingsFile("file", Map.of("harness.enigne", "x", "harness.engine", "builtin"));

    assertThat(file.unknownKeys()).containsExactly("harness.enigne");
  }

  @Test
  void saysWhichFileIsMalformed() throws IOException {
    Path user = write("home/.harness.properties", "harness.data=\\u00zz\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("The settings in " + user + " are malformed: ");
  }

  @Test
  void isDocumented() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "configuration.md"));

    for (Setting setting : Setting.values()) {
      assertThat(document).contains("| `" + setting.key() + "` | `" + setting.variable() + "` |");
    }
  }
}
