package dev.harness.images;

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
import java.util.List;

/**
 * A process that uses a store as an engine does: for each byte of its input it pulls an image, or
 * removes it when it is there. Says {@code ready}, and {@code done} after each.
 */
final class PullProcess {
  private PullProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (Images images = open(Path.of(arguments[0]))) {
      System.out.println("ready");
      while (System.in.read() >= 0) {
        pullOrRemove(images, arguments[1]);
        System.out.println("done");
      }
    }
  }

  static Images open(Path directory) {
    return new Images(
        Store.open(directory),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(directory.resolveSibling("packages")));
  }

  static void pullOrRemove(Images images, String name) {
    if (images.find(name).isPresent()) {
      images.remove(name, true, List.of());
    } else {
      pull(images, name);
    }
  }

  static Image pull(Images images, String name) {
    return images.pull(
        Reference.parse(name),
        Platform.ofLinux(System.getProperty("os.arch")),
        Credentials.none(),
        Progress.ignored());
  }
}
