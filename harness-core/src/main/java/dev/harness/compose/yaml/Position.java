package dev.harness.compose.yaml;

import java.nio.file.Path;

/**
 * A place in a file.
 *
 * @param line from 1 on
 */
public record Position(Path file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
