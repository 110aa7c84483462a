package dev.harness.images;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.reference.Platform;
import dev.harness.images.testing.ImageFixture;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Images of several layers with files that do not compress, the same for the same seed. */
final class LayeredImage {
  private static final int FILES = 20;
  private static final int FILE_BYTES = 16 << 10;

  private LayeredImage() {}

  /** An image for the machine, of so many layers of 320 KiB. */
  static ImageFixture of(int layers, long seed) {
    Random random = new Random(seed);
    ImageFixture image = new ImageFixture().architecture(machine());
    for (int layer = 0; layer < layers; layer++) {
      HostileTar tar = new HostileTar().directory("layer-" + layer);
      for (int file = 0; file < FILES; file++) {
        byte[] content = new byte[FILE_BYTES];
        random.nextBytes(content);
        tar.file(
            "layer-" + layer + "/file-" + file, new String(content, StandardCharsets.ISO_8859_1));
      }
      image.layer(tar.bytes(), tar.bytes());
    }
    return image;
  }

  private static String machine() {
    return Platform.ofLinux(System.getProperty("os.arch")).architecture();
  }
}
