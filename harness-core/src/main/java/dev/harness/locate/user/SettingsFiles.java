package dev.harness.locate.user;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files in which settings are looked for: the user's, {@code ~/.harness.properties} or else
 * {@code ~/.config/harness/harness.properties}, then {@code harness.properties} of the class path.
 * They are in UTF-8.
 */
final class SettingsFiles {
  private static final String NAME = "harness.properties";

  private SettingsFiles() {}

  /**
   * Reads those that there are, the most important first.
   *
   * @param loader of the class path; null is that of the JVM
   * @throws SettingsException when one cannot be read
   */
  static List<SettingsFile> read(Settings without, @Nullable ClassLoader loader) {
    List<SettingsFile> files = new ArrayList<>();
    ofUser(without).ifPresent(files::add);
    ofClassPath(loader).ifPresent(files::add);
    return files;
  }

  private static Optional<SettingsFile> ofUser(Settings without) {
    Path home = UserDirectories.home(without);
    Path config =
        without
            .variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElse(home.resolve(".config"));
    return List.of(home.resolve("." + NAME), config.resolve("harness").resolve(NAME)).stream()
        .filter(Files::exists)
        .findFirst()
        .map(file -> read(file.toString(), file, Files::newInputStream));
  }

  private static Optional<SettingsFile> ofClassPath(@Nullable ClassLoader loader) {
    URL url = loader == null ? ClassLoader.getSystemResource(NAME) : loader.getResource(NAME);
    return Optional.ofNullable(url)
        .map(found -> read(NAME + " of the class path", found, SettingsFiles::open));
  }

  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A jar that stays open in a cache cannot be replaced by the next build.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Opens something for reading. */
  private interface Opening<T> {
    InputStream open(T place) throws IOException;
  }

  private static <T> SettingsFile read(String name, T place, Opening<T> opening) {
    Properties properties = new Properties();
    try (Reader text = new InputStreamReader(opening.open(place), StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (IOException e) {
      throw new SettingsException(
          "Cannot read the settings in " + name + ": " + FileFailure.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The settings in " + name + " are malformed: " + e.getMessage(), e);
    }
    Map<String, String> values =
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(Function.identity(), key -> properties.getProperty(key, "")));
    return new SettingsFile(name, values);
  }
}
