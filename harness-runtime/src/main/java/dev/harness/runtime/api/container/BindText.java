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
    MountRequest.Propagation propagation = MountRequest.Propagation.RPRIVATE;
    for (String option : options) {
      switch (option) {
        case "ro", "readonly" -> readOnly = true;
        case "rw" -> readOnly = false;
        case "nocopy" -> copiesUp = false;
        case "private", "rprivate", "slave", "rslave", "shared", "rshared" -> {
          requireHost(option, text, host);
          propagation = MountTranslation.propagation(option);
        }
        default -> refuseUnlessIgnored(option, text);
      }
    }
    return host
        ? new MountRequest.Bind(
            Path.of(source), target, readOnly, MountRequest.Below.LIKE_THE_BIND, propagation, true)
        : new MountRequest.InVolume(
            Optional.of(source), target, readOnly, copiesUp, Map.of(), Map.of());
  }

  private static void requireHost(String option, String text, boolean host) {
    if (!host) {
      throw invalid(option, text);
    }
  }

  private static void refuseUnlessIgnored(String option, String text) {
    if (!IGNORED.contains(option)) {
      throw invalid(option, text);
    }
  }

  private static RefusedRequest invalid(String option, String text) {
    return RefusedRequest.malformed(
        "invalid mode '%s' of the volume '%s', want ro, rw or nocopy".formatted(option, text));
  }

  /** The words of a list with commas. */
  static List<String> words(String list) {
    return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
