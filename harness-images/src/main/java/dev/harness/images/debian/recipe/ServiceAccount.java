package dev.harness.images.debian.recipe;

import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The user and group that a service runs as.
 *
 * @param name of both
 * @param id of both, as in the image that people know
 * @param home its directory, absolute
 * @param shell its login shell, absolute
 */
public record ServiceAccount(String name, int id, String home, String shell) implements RootStep {
  private static final int READABLE = 0644;

  @Override
  public void applyTo(RootTree tree, Path work) throws IOException {
    append(tree, "etc/passwd", "%s:x:%d:%d::%s:%s%n".formatted(name, id, id, home, shell), work);
    append(tree, "etc/group", "%s:x:%d:%n".formatted(name, id), work);
  }

  private static void append(RootTree tree, String path, String line, Path work)
      throws IOException {
    String before = tree.text(path).orElse("");
    new WriteFile(path, READABLE, before + line).applyTo(tree, work);
  }
}
