package dev.harness.images.debian;

import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.debian.deb.PathFilter;
import dev.harness.images.debian.deb.RootTree;
import dev.harness.images.debian.deb.Unpacking;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/** Makes one image from its downloaded packages, in a directory that is thrown away later. */
final class ImageAssembly {
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final String REPOSITORY = "debian.internal/";

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
  Digest assemble(List<PackageFile> packages, Path layout) throws IOException {
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
            platform(packages),
            Instant.ofEpochSecond(tree.newest()),
            recipe.settings(),
            writeLayer(tree, layer));
    try (FileChannel file =
            FileChannel.open(layout, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OciLayoutTar tar = new OciLayoutTar(Channels.newOutputStream(file))) {
      tar.write(image, layer);
      // It is moved to its place next, which must not outlive its content in a crash.
      file.force(true);
    }
    return Digest.sha256(image.config());
  }

  private static Descriptor writeLayer(RootTree tree, Path layer) throws IOException {
    MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();
    try (OutputStream file = Files.newOutputStream(layer);
        LayerTar tar = new LayerTar(new DigestOutputStream(file, sha256))) {
      tar.write(tree.complete());
    }
    return new Descriptor(LAYER_TYPE, Digest.of(DigestAlgorithm.SHA256, sha256), Files.size(layer));
  }

  /** The version of the package that the recipe is about: the first one that is no base package. */
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
