package dev.harness.images.departure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.testing.FakeRegistry;
import dev.harness.images.testing.ImageFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaveTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final byte[] SHELL = new HostileTar().file("bin/sh", "shell").bytes();
  private static final byte[] TOOLS = new HostileTar().file("bin/tool", "tool").bytes();
  private static final ImageFixture SMALL = new ImageFixture().layer(SHELL, SHELL);
  private static final ImageFixture LARGE =
      new ImageFixture().layer(SHELL, SHELL).layer(TOOLS, Zstd.compress(TOOLS));

  @TempDir private Path directory;
  private FakeRegistry registry;
  private Images images;
  private Images others;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    images = images("here");
    others = images("there");
    registry.put("small", "1", SMALL);
    registry.put("large", "1", LARGE);
  }

  private Images images(String name) {
    return new Images(
        Store.open(directory.resolve(name)),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(directory.resolve("packages")));
  }

  @AfterEach
  void close() {
    images.close();
    others.close();
    registry.close();
  }

  private Image pull(String name) {
    return images.pull(Reference.parse(registry.name(name)), AMD64, Credentials.none(), step -> {});
  }

  private byte[] save(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    images.save(List.of(names), out);
    return out.toByteArray();
  }

  private List<Image> load(byte[] archive) {
    return others.load(new ByteArrayInputStream(archive), AMD64, step -> {});
  }

  private static List<String> entries(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        names.add(e.getName());
      }
    }
    return names;
  }

  @Test
  void writesWhatLoadReads() throws IOException {
    Image pulled = pull("large:1");

    List<Image> loaded = load(save(registry.name("large:1")));

    assertThat(loaded).singleElement().extracting(Image::id).isEqualTo(pulled.id());
    assertThat(loaded.get(0).tags()).containsExactly(registry.name("large:1"));
    try (LayerLease lease = others.lease(loaded.get(0))) {
      assertThat(lease.trees().get(0).resolve("bin/tool")).hasContent("tool");
      assertThat(lease.trees().get(1).resolve("bin/sh")).hasContent("shell");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CompressorStreamFactory.GZIP,
        CompressorStreamFactory.ZSTANDARD,
        CompressorStreamFactory.XZ,
        CompressorStreamFactory.BZIP2
      })
  void writesWhatLoadReadsWhenItIsCompressed(String how) throws Exception {
    Image pulled = pull("small:1");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(how, compressed)) {
      out.write(save(registry.name("small:1")));
    }

    assertThat(load(compressed.toByteArray())).extracting(Image::id).containsExactly(pulled.id());
  }

  @Test
  void writesSeveralNamesOfAnImage() throws IOException {
    pull("small:1");
    images.tag(registry.name("small:1"), Reference.parse("example.com/other:2"));

    List<Image> loaded = load(save(registry.name("small:1"), "example.com/other:2"));

    assertThat(loaded).hasSize(1);
    assertThat(loaded.get(0).tags())
        .containsExactlyInAnyOrder(registry.name("small:1"), "example.com/other:2");
  }

  @Test
  void writesAgainWhatCameFromAnArchive() throws IOException {
    pull("large:1");
    byte[] first = save(registry.name("large:1"));
    List<Image> loaded = load(first);
    registry.close();

    ByteArrayOutputStream second = new ByteArrayOutputStream();
    others.save(loaded.get(0).tags(), second);

    assertThat(second.toByteArray()).isEqualTo(first);
  }

  @Test
  void writesALayerOfSeveralImagesOnce() throws IOException {
    pull("small:1");
    pull("large:1");

    byte[] archive = save(registry.name("small:1"), registry.name("large:1"));

    assertThat(entries(archive))
        .doesNotHaveDuplicates()
        .contains("oci-layout", "index.json", "manifest.json");
    assertThat(load(archive)).hasSize(2);
  }

  @Test
  void givesNoNameToAnImageThatIsNamedByItsId() throws IOException {
    Image pulled = pull("small:1");

    List<Image> loaded = load(save(pulled.id().toString()));

    assertThat(loaded).singleElement().extracting(Image::id).isEqualTo(pulled.id());
    assertThat(loaded.get(0).tags()).isEmpty();
  }

  @Test
  void writesNothingWhenOneImageIsMissing() {
    pull("small:1");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> images.save(List.of(registry.name("small:1"), "missing"), out))
        .isInstanceOf(ImageException.NotFound.class)
        .hasMessageContaining("missing");

    assertThat(out.size()).isZero();
  }

  @Test
  void writesWhatIsStoredWhenTheRegistryIsGone() throws IOException {
    Image pulled = pull("large:1");
    registry.close();

    List<Image> loaded = load(save(registry.name("large:1")));

    assertThat(loaded).singleElement().extracting(Image::id).isEqualTo(pulled.id());
    try (LayerLease lease = others.lease(loaded.get(0))) {
      assertThat(lease.trees().get(0).resolve("bin/tool")).hasContent("tool");
    }
  }

  @Test
  void writesNothingWhenTheRegistryIsGoneAndNothingWasKeptOfArchives() throws IOException {
    Image pulled = pull("small:1");
    Files.delete(kept(pulled));
    registry.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> images.save(List.of(registry.name("small:1")), out))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("cannot pull sha256:");

    assertThat(out.size()).isZero();
  }

  /** Of an image of one layer, whose ChainID is its diffID. */
  private Path kept(Image image) {
    return directory
        .resolve("here/layers/sha256")
        .resolve(image.diffIds().get(0).hex())
        .resolve("archive.split");
  }
}
