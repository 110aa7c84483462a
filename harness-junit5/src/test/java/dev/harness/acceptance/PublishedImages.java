package dev.harness.acceptance;

import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.OciLayoutFile;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.util.Locale;

/** Images made from Debian packages, pushed to a real registry on loopback. */
final class PublishedImages {
  private final RegistryServer registry;

  PublishedImages(RegistryServer registry) {
    this.registry = registry;
  }

  /** Makes and pushes an image of the catalogue; returns the name to pull it by. */
  String publish(String recipe, LayerEncoding encoding) throws IOException {
    DebianImages images = new DebianImages(DebianCacheDirectory.path());
    BuiltImage built = images.build(new DebianCatalog().recipe(recipe));
    String repository = "acceptance/" + recipe;
    String tag = encoding.name().toLowerCase(Locale.ROOT);
    try (OciLayoutFile layout = new OciLayoutFile(built.layout())) {
      new RegistryPush(registry, repository).image(layout, encoding, tag);
    }
    return "%s/%s:%s".formatted(registry.host(), repository, tag);
  }
}
