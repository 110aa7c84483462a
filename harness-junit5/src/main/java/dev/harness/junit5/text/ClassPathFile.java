package dev.harness.junit5.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file of the class path.
 *
 * @param name from the root of the class path on
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record ClassPathFile(String name, byte[] content) {

  /**
   * Reads one.
   *
   * @param name with or without a slash in front
   * @param from a class beside it, in whose module and class loader it is looked for
   */
  public static ClassPathFile read(String name, Class<?> from) {
    String absolute = name.startsWith("/") ? name : "/" + name;
    try (InputStream in = from.getResourceAsStream(absolute)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "the class path of %s has no file '%s'".formatted(from.getSimpleName(), name));
      }
      return new ClassPathFile(absolute.substring(1), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read '" + name + "' from the class path", e);
    }
  }

  /** The name without the directories above it. */
  public String lastName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
