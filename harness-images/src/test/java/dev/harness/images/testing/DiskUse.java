package dev.harness.images.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a tree takes on the disk, holes left out: Java does not know, the program du does. */
public final class DiskUse {
  private static final long KIB = 1024;

  private DiskUse() {}

  /** The bytes of all blocks that are used below {@code directory}. */
  public static long bytes(Path directory) throws IOException {
    Process du =
        new ProcessBuilder("du", "-sk", directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return KIB * Long.parseLong(answer.substring(0, answer.indexOf('\t')));
  }
}
