package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.images.testing.FakeRegistry;
import dev.harness.images.testing.ImageFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small images that would become large ones: they stop at the limits and leave nothing (H16). */
class LayerBombTest {
  private static final LayerLimits LIMITS = new LayerLimits(8 << 20, 1000);
  private static final Platform AMD64 = Platform.ofLinux("amd64");

  @TempDir private Path directory;
  private FakeRegistry registry;
  private Images images;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    images =
        new Images(
            Store.open(directory.resolve("images")),
            new RegistryClient(RegistrySettings.none()),
            NioLayerWriter::new,
            new DebianImages(directory.resolve("packages")),
            LIMITS);
  }

  @AfterEach
  void leavesNothing() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("images"))) {
      assertThat(files.filter(file -> file.toString().matches(".*/(ingest|trash|layers)/.+")))
          .isEmpty();
    } finally {
      images.close();
      registry.close();
    }
  }

  private void refuses(byte[] archive, byte[] blob, String why) {
    registry.put("bomb", "1", new ImageFixture().layer(archive, blob));

    assertThatThrownBy(
            () ->
                images.pull(
                    Reference.parse(registry.name("bomb:1")),
                    AMD64,
                    Credentials.none(),
                    Progress.ignored()))
        .isInstanceOf(ImageException.LayerFailed.class)
        .hasMessageContaining("cannot unpack layer ")
        .hasMessageEndingWith(why);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] entries(String first, String... more) {
    HostileTar tar = new HostileTar();
    for (int i = 0; i <= 1000; i++) {
      tar.file(first.formatted(i), "");
      for (String each : more) {
        tar.file(each.formatted(i), "");
      }
    }
    return tar.bytes();
  }

  @Test
  void gzipBombStopsAtTheLimitOfBytes() throws IOException {
    byte[] archive = new HostileTar().file("f", "0".repeat(16 << 20)).bytes();

    refuses(archive, gzip(archive), "the layer has more than 8388608 bytes unpacked");
  }

  @Test
  void zstdBombBehindTheArchiveStopsAtTheLimitOfBytes() {
    byte[] archive = new HostileTar().file("f", "").raw(new byte[16 << 20]).bytes();

    refuses(archive, Zstd.compress(archive), "the layer has more than 8388608 bytes unpacked");
  }

  @Test
  void sparseFilesStopAtTheLimitOfHoles() throws IOException {
    byte[] archive =
        new HostileTar()
            .pax("GNU.sparse.size=8388610", "GNU.sparse.map=0,1")
            .file("f", "x")
            .bytes();

    refuses(archive, gzip(archive), "the layer have more than 8388608 bytes of holes");
  }

  @Test
  void entriesStopAtTheirLimit() throws IOException {
    byte[] archive = entries("f%d");

    refuses(archive, gzip(archive), "the layer has more than 1000 entries");
  }

  @Test
  void entriesThatReplaceEachOtherCountEach() throws IOException {
    byte[] archive = entries("f", ".wh.x%d");

    refuses(archive, gzip(archive), "the layer has more than 1000 entries");
  }

  @Test
  void headersWithoutEntriesCountToo() throws IOException {
    HostileTar tar = new HostileTar();
    for (int i = 0; i <= 1000; i++) {
      tar.pax("comment=x");
    }

    refuses(tar.bytes(), gzip(tar.bytes()), "the layer has more than 1000 entries");
  }

  @Test
  void archiveOfImagesStopsAtTheLimitOfBytes() throws IOException {
    byte[] bomb = gzip(new HostileTar().file("manifest.json", " ".repeat(16 << 20)).bytes());

    assertThatThrownBy(() -> images.load(new ByteArrayInputStream(bomb), AMD64, Progress.ignored()))
        .hasMessage("the archive has more than 8388608 bytes");
  }
}
