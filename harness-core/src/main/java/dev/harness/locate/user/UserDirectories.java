package dev.harness.locate.user;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a user's files belong, by the XDG base directory specification. {@link Setting#DATA} and
 * {@link Setting#RUN} take the place of two of them.
 *
 * @param cache what can be made again: the unpacked engine
 * @param data images and volumes, shared by all engines of the user
 * @param running places for run directories, the best first
 */
public record UserDirectories(Path cache, Path data, List<Path> running) {
  private static final String NAME = "harness";

  public UserDirectories {
    running = List.copyOf(running);
  }

  /** What the settings of this user come to. */
  public static UserDirectories of(Settings settings, CallingUser user) {
    Path data = data(settings, user, home(settings));
    return new UserDirectories(cache(settings), data, running(settings, user));
  }

  /** What can be made again; also where there is no Linux. */
  public static Path cache(Settings settings) {
    return base(settings, "XDG_CACHE_HOME", home(settings).resolve(".cache")).resolve(NAME);
  }

  /** The user's home directory. */
  public static Path home(Settings settings) {
    return Path.of(
        settings.variable("HOME").or(() -> settings.property("user.home")).orElse("/tmp"));
  }

  private static Path data(Settings settings, CallingUser user, Path home) {
    Path byDefault = user.isRoot() ? Path.of("/var/lib") : home.resolve(".local").resolve("share");
    return settings
        .value(Setting.DATA)
        .map(value -> Path.of(value).toAbsolutePath())
        .orElseGet(() -> base(settings, "XDG_DATA_HOME", byDefault).resolve(NAME));
  }

  private static List<Path> running(Settings settings, CallingUser user) {
    List<Path> places = new ArrayList<>();
    settings.value(Setting.RUN).map(Path::of).filter(Path::isAbsolute).ifPresent(places::add);
    if (user.isRoot()) {
      places.add(Path.of("/run", NAME));
    } else {
      settings
          .variable("XDG_RUNTIME_DIR")
          .map(Path::of)
          .filter(Path::isAbsolute)
          .ifPresent(base -> places.add(base.resolve(NAME)));
    }
    places.add(Path.of("/tmp", NAME + "-" + user.uid()));
    return places;
  }

  /** The specification wants relative paths ignored. */
  private static Path base(Settings settings, String variable, Path byDefault) {
    return settings.variable(variable).map(Path::of).filter(Path::isAbsolute).orElse(byDefault);
  }
}
