package dev.harness.images.debian;

import dev.harness.images.debian.deb.DpkgDatabase;
import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.debian.deb.PathFilter;
import dev.harness.images.debian.deb.RootTree;
import dev.harness.images.debian.deb.UnpackedPackage;
import dev.harness.images.debian.deb.Unpacking;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes one image from its downloaded packages, in a directory that is thrown away later. */
final class ImageAssembly {
  private final Recipe recipe;
  private final Path work;
  private Instant created = Instant.EPOCH;

  ImageAssembly(Recipe recipe, Path work) {
    this.recipe = recipe;
    this.work = work;
  }

  /**
   * Writes the image of the unpacked packages and the recipe's steps.
   *
   * @param layout the file to create
   * @return the digest of its config
   */
  Digest assemble(List<PackageFile> packages, Path layout) throws IOException {
    RootTree tree = new RootTree();
    PathFilter filter = new PathFilter(recipe.withoutPaths());
    List<UnpackedPackage> unpacked = Unpacking.onThisMachine().unpack(packages, filter, work);
    unpacked.forEach(tree::add);
    for (RootStep step : recipe.steps()) {
      step.applyTo(tree, work);
    }
    if (recipe.isConfigured()) {
      record(packages, unpacked, tree);
    }
    tree.addMergedDirectories();
    created = Instant.ofEpochSecond(tree.newest());
    return write(packages, layout, tar -> tar.writeLayer(tree.complete()));
  }

  /**
   * Writes the image after its packages were configured.
   *
   * @param root the archive of its root directory
   */
  Digest assemble(List<PackageFile> packages, InputStream root, Path layout) throws IOException {
    return write(packages, layout, tar -> tar.writeLayer(root));
  }

  private static void record(
      List<PackageFile> packages, List<UnpackedPackage> unpacked, RootTree tree) {
    Map<String, List<String>> paths =
        unpacked.stream().collect(Collectors.toMap(UnpackedPackage::name, UnpackedPackage::paths));
    DpkgDatabase database = new DpkgDatabase(tree);
    for (PackageFile deb : packages) {
      database.add(deb, paths.getOrDefault(deb.identity().name(), List.of()));
    }
    database.finish();
  }

  /** What writes the layer of an image. */
  private interface LayerWriting {
    Descriptor to(SingleLayerLayout tar) throws IOException;
  }

  private Digest write(List<PackageFile> packages, Path layout, LayerWriting layer)
      throws IOException {
    try (SingleLayerLayout tar = SingleLayerLayout.create(layout)) {
      OciImage image =
          new OciImage(
              recipe.name(),
              version(packages),
              platform(packages),
              created,
              recipe.settings(),
              layer.to(tar));
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
