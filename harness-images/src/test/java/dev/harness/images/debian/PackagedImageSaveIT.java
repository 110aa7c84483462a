package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.OciLayoutFile;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of packages that a registry has in another form leaves without that registry. */
class PackagedImageSaveIT {
  private static final Platform HERE = Platform.ofLinux(System.getProperty("os.arch"));

  @TempDir private Path directory;

  private Images open(String store) {
    return new Images(
        Store.open(directory.resolve(store)),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(DebianCacheDirectory.path()));
  }

  @Test
  void savesWhatTheCacheHasWhenTheRegistryIsGone() throws IOException {
    BuiltImage made =
        new DebianImages(DebianCacheDirectory.path()).build(new DebianCatalog().recipe("busybox"));
    ByteArrayOutputStream archive = new ByteArrayOutputStream();

    try (Images here = open("here");
        Images there = open("there")) {
      Image pulled = pullInZstd(here, made);
      here.save(List.of(pulled.id().toString()), archive);
      Image loaded =
          there
              .load(new ByteArrayInputStream(archive.toByteArray()), HERE, Progress.ignored())
              .get(0);

      assertThat(loaded.id()).isEqualTo(made.configDigest());
    }
  }

  private static Image pullInZstd(Images images, BuiltImage made) throws IOException {
    try (RegistryServer registry = RegistryServer.start();
        OciLayoutFile layout = new OciLayoutFile(made.layout())) {
      new RegistryPush(registry, "test/busybox").image(layout, LayerEncoding.ZSTD, "1");
      return images.pull(
          Reference.parse(registry.host() + "/test/busybox:1"),
          HERE,
          Credentials.none(),
          Progress.ignored());
    }
  }
}
