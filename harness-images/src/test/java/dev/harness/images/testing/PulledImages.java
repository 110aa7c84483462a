package dev.harness.images.testing;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.nio.file.Path;

/** A store, and a registry of its own from which small images are pulled. */
public final class PulledImages implements AutoCloseable {
  private final FakeRegistry registry = new FakeRegistry();
  private final Images images;

  /** Keeps the store in {@code images} below a directory. */
  public PulledImages(Path directory) throws IOException {
    images =
        new Images(
            Store.open(directory.resolve("images")),
            new RegistryClient(RegistrySettings.none()),
            NioLayerWriter::new,
            new DebianImages(directory.resolve("packages")));
  }

  public Images images() {
    return images;
  }

  /** What an image of the registry is called here. */
  public String name(String image) {
    return registry.name(image);
  }

  /** Puts an image into the registry, under the tag 1, and pulls it from there. */
  public Image add(String repository, ImageFixture image) {
    registry.put(repository, "1", image);
    return pull(repository + ":1");
  }

  public Image pull(String name) {
    return images.pull(
        Reference.parse(name(name)),
        Platform.ofLinux("amd64"),
        Credentials.none(),
        Progress.ignored());
  }

  @Override
  public void close() {
    images.close();
    registry.close();
  }
}
