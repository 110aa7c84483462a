package dev.harness.images.debian;

import dev.harness.images.debian.deb.DebianException;
import java.io.IOException;
import java.io.InputStream;

/** Runs the maintainer scripts of packages, in a container of the image that they unpack to. */
@FunctionalInterface
public interface MaintainerScripts {

  /**
   * Runs {@link dev.harness.images.debian.recipe.ConfiguredPackages#SCRIPT}.
   *
   * @return the archive of the root directory that they left; closing it frees the container
   * @throws DebianException.ConfigureFailed when one fails, or there is nothing to run them in
   */
  InputStream run(BuiltImage unpacked) throws IOException;

  /** Runs none, because there are no containers here: what needs some fails. */
  static MaintainerScripts none() {
    return unpacked -> {
      throw new DebianException.ConfigureFailed(
          "%d packages".formatted(unpacked.packages().size()),
          "their scripts need a container to run in: pull the image through an engine first");
    };
  }
}
