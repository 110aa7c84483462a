package dev.harness.runtime.fs.volume;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of Docker's driver {@code local}: {@code type}, {@code device} and {@code o}, as
 * {@code mount(8)} takes them. There are directories of the host ({@code type=none}, {@code
 * o=bind}) and memory ({@code type=tmpfs}); mounting other file systems takes powers over the
 * machine that this engine does not have.
 */
sealed interface VolumeOptions {

  /** A directory of the volume's own. */
  record Directory() implements VolumeOptions {}

  /** A directory of the host. */
  record HostDirectory(Path path) implements VolumeOptions {}

  /**
   * Memory, which is empty again when no container uses it any more.
   *
   * @param options as tmpfs takes them
   */
  record Memory(String options) implements VolumeOptions {}

  /**
   * Understands options.
   *
   * @throws VolumeException.Invalid naming what is not understood
   */
  static VolumeOptions of(Map<String, String> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(Set.of("type", "device", "o"));
    if (!unknown.isEmpty()) {
      throw new VolumeException.Invalid(
          "invalid option: \"%s\"".formatted(unknown.iterator().next()));
    }
    String type = options.getOrDefault("type", "");
    List<String> words =
        List.of(options.getOrDefault("o", "").split(",", -1)).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    String device = options.getOrDefault("device", "");
    if (options.isEmpty()) {
      return new Directory();
    }
    if (type.equals("tmpfs")) {
      return new Memory(String.join(",", words));
    }
    if ((type.equals("none") || type.isEmpty()) && words.contains("bind")) {
      return new HostDirectory(
          Optional.of(device)
              .filter(path -> path.startsWith("/"))
              .map(Path::of)
              .orElseThrow(
                  () ->
                      new VolumeException.Invalid(
                          "missing device in volume options: want an absolute path of the host")));
    }
    throw new VolumeException.Invalid(
        ("volumes of type \"%s\" cannot be mounted by this engine: want type=tmpfs, or type=none with"
                + " o=bind and device=/a/directory")
            .formatted(type));
  }
}
