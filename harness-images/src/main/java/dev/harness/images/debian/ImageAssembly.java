package dev.harness.images.debian;

import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.debian.deb.PathFilter;
import dev.harness.images.debian.deb.RootTree;
import dev.harness.images.debian.deb.Unpacking;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Makes one image from its downloaded packages, in a directory that is thrown away later. */
final class ImageAssembly {
  private final Recipe recipe;
  private final Path work;

  ImageAssembly(Recipe recipe, Path work) {
    this.recipe = recipe;
    this.work = work;
  }

  /**
   * Writes the image.
   *
   * @param layout the file to create
   * @return the digest of its config
   */
  Digest assemble(List<PackageFile> packages, Path layout) throws IOException {
    RootTree tree = new RootTree();
    PathFilter filter = new PathFilter(recipe.withoutPaths());
    Unpacking.onThisMachine().unpack(packages, filter, work).forEach(tree::add);
    for (RootStep step : recipe.steps()) {
      step.applyTo(tree, work);
    }
    tree.addMergedDirectories();
    try (LayoutTar tar = LayoutTar.create(layout)) {
      OciImage image =
          new OciImage(
              recipe.name(),
              version(packages),
              platform(packages),
              Instant.ofEpochSecond(tree.newest()),
              recipe.settings(),
              tar.writeLayer(tree.complete()));
      tar.write(image);
      return Digest.sha256(image.config());
    }
  }

  private String version(List<PackageFile> packages) {
    return recipe.subject(packages.stream().map(PackageFile::identity).toList()).version();
  }

  private static Platform platform(List<PackageFile> packages) {
    return packages.stream()
        .map(file -> file.identity().architecture())
        .filter(architecture -> !architecture.equals("all"))
        .findFirst()
        .map(debian -> debian.equals("ppc64el") ? "ppc64le" : debian)
        .map(Platform::ofLinux)
        .orElseGet(() -> Platform.ofLinux(System.getProperty("os.arch")));
  }
}
