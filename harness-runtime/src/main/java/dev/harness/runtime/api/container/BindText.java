package dev.harness.runtime.api.container;

import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.MountTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a mount as {@code docker run -v} takes it: {@code [source:]target[:options]}. */
final class BindText {
  /** Words that mean nothing here: labels of SELinux, and hints for other systems. */
  private static final Set<String> IGNORED =
      Set.of("z", "Z", "cached", "delegated", "consistent", "rbind", "bind");

  private BindText() {}

  /**
   * Reads one.
   *
   * @throws RefusedRequest when it has no such form
   */
  static MountRequest parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw RefusedRequest.malformed(
          "invalid volume specification: '%s', want source:target[:options]".formatted(text));
    }
    List<String> options = parts.length == 3 ? words(parts[2]) : List.of();
    String source = parts[0];
    String target = MountTarget.normal("'" + text + "'", parts[1]);
    boolean host = source.startsWith("/");
    boolean readOnly = false;
    boolean copiesUp = true;
    for (String option : options) {
      switch (option) {
        case "ro", "readonly" -> readOnly = true;
        case "rw" -> readOnly = false;
        case "nocopy" -> copiesUp = false;
        default -> refuse(option, text, host);
      }
    }
    return host
        ? new MountRequest.Bind(Path.of(source), target, readOnly, true, true)
        : new MountRequest.InVolume(
            Optional.of(source), target, readOnly, copiesUp, Map.of(), Map.of());
  }

  private static void refuse(String option, String text, boolean host) {
    if (host
        && Set.of("shared", "rshared", "slave", "rslave", "private", "rprivate").contains(option)) {
      MountTranslation.refuseSharing(option);
    } else if (!IGNORED.contains(option)) {
      throw RefusedRequest.malformed(
          "invalid mode '%s' of the volume '%s', want ro, rw or nocopy".formatted(option, text));
    }
  }

  /** The words of a list with commas. */
  static List<String> words(String list) {
    return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
