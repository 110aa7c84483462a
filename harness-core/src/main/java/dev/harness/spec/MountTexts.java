package dev.harness.spec;

import java.nio.file.Files;
import java.nio.file.Path;

/** Mounts in the words of {@code docker run -v}: {@code source:target}. */
public final class MountTexts {
  private MountTexts() {}

  /**
   * A file or directory of this machine.
   *
   * @throws IllegalArgumentException when it is not there, or its name cannot be said so
   */
  public static String bind(Path source, String target) {
    Path absolute = source.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new IllegalArgumentException(
          "cannot mount " + absolute + " into a container: there is no such file or directory");
    }
    return joined(absolute.toString(), target);
  }

  /**
   * A volume by its name.
   *
   * @throws IllegalArgumentException when it is no name for one
   */
  public static String volume(String name, String target) {
    if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be the name of a volume: at least two letters, digits, '_', '.' or '-',"
              + " the first a letter or a digit");
    }
    return joined(name, target);
  }

  /**
   * A file or directory of this machine that containers can only read.
   *
   * @param target where it is in the container
   */
  public record ReadOnlyBind(Path source, String target) {}

  /** Reads what {@link #bind} has written, with {@code :ro} behind it. */
  public static ReadOnlyBind readOnlyBind(String text) {
    int source = text.indexOf(':');
    int target = text.indexOf(':', source + 1);
    return new ReadOnlyBind(Path.of(text.substring(0, source)), text.substring(source + 1, target));
  }

  private static String joined(String source, String target) {
    SpecRules.path("the place of a mount", target);
    if (source.indexOf(':') >= 0 || target.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "cannot mount " + source + " on " + target + ": neither may have a colon in its name");
    }
    return source + ":" + target;
  }
}
