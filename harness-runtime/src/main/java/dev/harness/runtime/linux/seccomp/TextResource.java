package dev.harness.runtime.linux.seccomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text beside the classes of this package. */
final class TextResource {

  private TextResource() {}

  /** Its lines without comments and empty ones. */
  static List<String> lines(String name) {
    try (InputStream text = TextResource.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new IllegalStateException("the engine's jar lacks " + name);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
