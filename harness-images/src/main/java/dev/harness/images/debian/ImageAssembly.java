package dev.harness.images.debian;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/** Makes one image from its downloaded packages, in a directory that is thrown away later. */
final class ImageAssembly {
  private static final String REPOSITORY = "localhost/debian/";

  private final Recipe recipe;
  private final Path work;

  ImageAssembly(Recipe recipe, Path work) {
    this.recipe = recipe;
    this.work = work;
  }

  /** The full reference of the image that a recipe gives. */
  static String imageName(Recipe recipe) {
    return REPOSITORY + recipe.name() + ":latest";
  }

  /**
   * Writes the image.
   *
   * @param layout the file to create
   * @return the digest of its config
   */
  String assemble(List<PackageFile> packages, Path layout) throws IOException {
    RootTree tree = new RootTree();
    PathFilter filter = new PathFilter(recipe.withoutPaths());
    Unpacking.onThisMachine().unpack(packages, filter, work).forEach(tree::add);
    for (RootStep step : recipe.steps()) {
      step.applyTo(tree, work);
    }
    tree.addMergedDirectories();
    Path layer = work.resolve("layer.tar");
    OciImage image =
        new OciImage(
            imageName(recipe),
            version(packages),
            architecture(packages),
            Instant.ofEpochSecond(tree.newest()),
            recipe.settings(),
            writeLayer(tree, layer));
    try (OciLayoutTar tar = new OciLayoutTar(Files.newOutputStream(layout))) {
      tar.write(image, layer);
    }
    return OciImage.Blob.of(image.config()).digest();
  }

  private static OciImage.Blob writeLayer(RootTree tree, Path layer) throws IOException {
    MessageDigest sha256 = Fingerprint.newSha256();
    try (OutputStream file = Files.newOutputStream(layer);
        LayerTar tar = new LayerTar(new DigestOutputStream(file, sha256))) {
      tar.write(tree.complete());
    }
    return new OciImage.Blob(Fingerprint.hex(sha256), Files.size(layer));
  }

  /** The version of the package that the recipe is about: the last one that is no base package. */
  private String version(List<PackageFile> packages) {
    List<String> about =
        recipe.request().names().stream()
            .filter(name -> !Recipe.BASE_PACKAGES.contains(name))
            .toList();
    String main = about.isEmpty() ? recipe.request().names().get(0) : about.get(0);
    return packages.stream()
        .map(PackageFile::identity)
        .filter(identity -> identity.name().equals(main))
        .map(DebianPackage::version)
        .findFirst()
        .orElse("unknown");
  }

  /** Debian's name of the architecture in OCI's words. */
  private static String architecture(List<PackageFile> packages) {
    String debian =
        packages.stream()
            .map(file -> file.identity().architecture())
            .filter(architecture -> !architecture.equals("all"))
            .findFirst()
            .orElse("amd64");
    return switch (debian) {
      case "i386" -> "386";
      case "ppc64el" -> "ppc64le";
      case "armhf", "armel" -> "arm";
      default -> debian;
    };
  }
}
