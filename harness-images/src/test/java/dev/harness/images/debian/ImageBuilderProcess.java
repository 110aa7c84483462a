package dev.harness.images.debian;

import dev.harness.images.debian.recipe.DebianCatalog;
import java.nio.file.Path;

/** A process that makes one image and says how: for tests with several processes. */
final class ImageBuilderProcess {
  private ImageBuilderProcess() {}

  /**
   * Makes it.
   *
   * @param arguments the cache directory and the name of a recipe
   */
  public static void main(String[] arguments) {
    new DebianImages(Path.of(arguments[0]))
        .build(new DebianCatalog().recipe(arguments[1]), VersionTag.LATEST, System.out::println);
  }
}
