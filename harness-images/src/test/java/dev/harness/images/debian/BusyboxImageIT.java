package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.LayerListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of busybox from this machine's own package sources. */
class BusyboxImageIT {
  private final Recipe busybox = new DebianCatalog().recipe("busybox");

  @Test
  void holdsBusyboxUnderAllItsNames() throws IOException {
    BuiltImage image = new DebianImages(DebianCacheDirectory.path()).build(busybox);

    LayerListing layer = new LayerListing(image.layout(), (path, content) -> isAccountList(path));

    assertThat(image.packages()).extracting(DebianPackage::name).containsExactly("busybox-static");
    assertThat(layer.describe("usr/bin/busybox")).contains("f 755 0:0");
    assertThat(layer.describe("usr/bin/sh")).contains("l busybox");
    assertThat(layer.describe("usr/bin/wget")).contains("l busybox");
    assertThat(layer.describe("bin")).contains("l usr/bin");
    assertThat(layer.describe("tmp")).contains("d 1777 0:0");
    assertThat(text(layer, "etc/passwd"))
        .isEqualTo("root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n");
    assertThat(text(layer, "etc/group")).isEqualTo("root:x:0:\nnobody:x:65534:\n");
  }

  @Test
  void isTheSameWhereverItIsMade(@TempDir Path elsewhere) {
    BuiltImage here = new DebianImages(DebianCacheDirectory.path()).build(busybox);

    BuiltImage there = new DebianImages(elsewhere).build(busybox);

    assertThat(there.configDigest()).isEqualTo(here.configDigest());
    assertThat(there.layout()).hasSameBinaryContentAs(here.layout());
  }

  @Test
  void isMadeOnceByProcessesThatWantItAtTheSameTime(@TempDir Path cache) throws Exception {
    Process first = builder(cache).start();
    Process second = builder(cache).start();

    String firstLines = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String secondLines = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(firstLines.concat(secondLines)).containsOnlyOnce("made the image");
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
  }

  private static ProcessBuilder builder(Path cache) {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classPath = System.getProperty("java.class.path");
    String program = ImageBuilderProcess.class.getName();
    return new ProcessBuilder(java, "-cp", classPath, program, cache.toString(), "busybox")
        .redirectErrorStream(true);
  }

  private static boolean isAccountList(String path) {
    return path.equals("etc/passwd") || path.equals("etc/group");
  }

  private static String text(LayerListing layer, String path) {
    Map<String, byte[]> contents = layer.contents();
    return new String(Objects.requireNonNull(contents.get(path)), StandardCharsets.UTF_8);
  }
}
