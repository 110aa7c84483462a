package dev.harness.compose.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of files that people write. */
public final class FileText {
  private static final long LARGEST_BYTES = 2L << 20;

  private FileText() {}

  /**
   * Reads a file in UTF-8.
   *
   * @throws IllegalArgumentException when it cannot be read, or nobody would have written it
   */
  public static String of(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "%s has %d bytes; such files have %d at most".formatted(file, bytes, LARGEST_BYTES));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String from = file.isAbsolute() ? "" : "; its name begins at " + Path.of("").toAbsolutePath();
      throw new IllegalArgumentException("there is no file %s%s".formatted(file, from), e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("%s is no text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read %s: %s".formatted(file, e), e);
    }
  }
}
