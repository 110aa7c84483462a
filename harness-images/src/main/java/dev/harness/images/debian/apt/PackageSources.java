package dev.harness.images.debian.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that say where this machine gets packages from, in either of apt's formats.
 *
 * <p>Only their text is looked at, to know when lists were made for other sources: a cache in a
 * home directory may be shared by machines of different releases.
 *
 * @param etc the directory {@code /etc}
 */
record PackageSources(Path etc) {

  /** A short name for all that decides which packages there are. */
  String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    for (Path file : files()) {
      fingerprint.add(file.toString()).add(textOrNothing(file));
    }
    return fingerprint.shortHex();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    files.add(etc.resolve("os-release"));
    files.add(etc.resolve("apt/sources.list"));
    files.add(etc.resolve("apt/preferences"));
    files.addAll(filesIn(etc.resolve("apt/sources.list.d")));
    files.addAll(filesIn(etc.resolve("apt/preferences.d")));
    return files;
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      return List.of(); // Not there, or not for us to read: apt will say so if it matters.
    }
  }

  private static byte[] textOrNothing(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0]; // As above.
    }
  }
}
