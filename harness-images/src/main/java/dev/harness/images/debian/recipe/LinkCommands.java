package dev.harness.images.debian.recipe;

import dev.harness.images.debian.deb.Glob;
import dev.harness.images.debian.deb.RootTree;
import java.nio.file.Path;

/**
 * Links in {@code /usr/local/bin} to commands that a package keeps in a directory of its own, such
 * as one named after its version.
 *
 * @param commands pattern of their paths
 */
public record LinkCommands(String commands) implements RootStep {
  @Override
  public void applyTo(RootTree tree, Path work) {
    Glob glob = new Glob(commands);
    for (String path : tree.paths()) {
      if (glob.matches(path)) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        new MakeLink("usr/local/bin/" + name, "/" + path).applyTo(tree, work);
      }
    }
  }
}
