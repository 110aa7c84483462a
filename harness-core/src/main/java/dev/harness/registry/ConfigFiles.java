package dev.harness.registry;

import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The places where Docker's and Podman's clients keep logins, in the order in which they are looked
 * at (A1).
 *
 * @param inline the text of {@code DOCKER_AUTH_CONFIG}; empty for none
 * @param places files that need not exist
 * @param helpers runs the programs that the files name
 */
record ConfigFiles(String inline, List<Place> places, CredentialHelpers helpers)
    implements Supplier<List<LoginFile>> {
  private static final long MAX_BYTES = 1 << 20;

  /** A file, and whether it is of the oldest form: only logins, by registry. */
  record Place(Path file, boolean bare) {}

  static ConfigFiles of(Settings settings) {
    Map<String, String> environment = settings.environment();
    String home =
        environment.getOrDefault("HOME", settings.properties().getOrDefault("user.home", "/"));
    List<Place> places = new ArrayList<>();
    String docker = environment.getOrDefault("DOCKER_CONFIG", home + "/.docker");
    places.add(new Place(Path.of(docker, "config.json"), false));
    settings
        .variable("REGISTRY_AUTH_FILE")
        .ifPresent(file -> places.add(new Place(Path.of(file), false)));
    running(environment).ifPresent(file -> places.add(new Place(file, false)));
    String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
    places.add(new Place(Path.of(config, "containers", "auth.json"), false));
    places.add(new Place(Path.of(home, ".dockercfg"), true));
    return new ConfigFiles(
        settings.variable("DOCKER_AUTH_CONFIG").orElse(""),
        places,
        new CredentialHelpers(environment));
  }

  /** Where Podman keeps logins until the machine is turned off. */
  private static Optional<Path> running(Map<String, String> environment) {
    String directory = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!directory.isEmpty()) {
      return Optional.of(Path.of(directory, "containers", "auth.json"));
    }
    Path containers = Path.of("/run/containers");
    return Files.isDirectory(containers)
        ? Optional.of(
            containers
                .resolve(String.valueOf(CallingUser.ofThisProcess().uid()))
                .resolve("auth.json"))
        : Optional.empty();
  }

  /** Reads those that exist; one that cannot be read is told of and left out. */
  @Override
  public List<LoginFile> get() {
    List<LoginFile> files = new ArrayList<>();
    if (!inline.isEmpty()) {
      LoginFile.parse("DOCKER_AUTH_CONFIG", inline, false, helpers).ifPresent(files::add);
    }
    for (Place place : places) {
      if (Files.isRegularFile(place.file())) {
        read(place, files);
      }
    }
    return files;
  }

  private void read(Place place, List<LoginFile> files) {
    try {
      if (Files.size(place.file()) > MAX_BYTES) {
        HarnessLog.get()
            .warn("Logins to registries are not read from {}: it is too large", place.file());
        return;
      }
      String text = Files.readString(place.file());
      LoginFile.parse(place.file().toString(), text, place.bare(), helpers).ifPresent(files::add);
    } catch (IOException e) {
      HarnessLog.get()
          .warn("Logins to registries cannot be read from {}: {}", place.file(), e.toString());
    }
  }
}
