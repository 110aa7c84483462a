package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.apt.DebianCache;
import dev.harness.images.debian.apt.FakeApt;
import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of packages leave, although their packages have other versions meanwhile. */
class PackagedImageTransitTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final String HELLO = "debian.internal/packages/hello:latest";
  private static final String CONFIGURED = "debian.internal/configured/hello:latest";

  @TempDir Path directory;
  private FakeApt apt;
  private Images images;

  @BeforeEach
  void open() throws IOException {
    apt = new FakeApt(directory);
    publish("hello");
    images = images("here");
  }

  @AfterEach
  void close() {
    empty(images);
    images.close();
  }

  /** JUnit warns of every link in the trees that it deletes. */
  private static void empty(Images images) {
    images.list().forEach(image -> images.remove(image.id().toString(), true, List.of()));
  }

  private Images images(String store) {
    return new Images(
        Store.open(directory.resolve(store)),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(new DebianCache(directory.resolve("cache")), apt.machine(NOW)));
  }

  /** Puts a package into the sources, and lets the machine notice. */
  private void publish(String content) throws IOException {
    new DebFile("hello")
        .control("control", "Package: hello\nVersion: 1\n")
        .file("usr/bin/hello", 0755, content)
        .file("usr/share/base-passwd/passwd.master", 0644, "root:*:0:0::/root:/bin/sh\n")
        .file("usr/share/base-passwd/group.master", 0644, "root:*:0:\n")
        .writeTo(apt.pool());
    Files.writeString(directory.resolve("etc/apt/sources.list"), "deb of " + content + "\n");
  }

  private Image pull(String name, byte[] configured) {
    ImageCommands commands =
        (image, command, result, limit) -> new ByteArrayInputStream(configured);
    return images.pull(Reference.parse(name), AMD64, Credentials.none(), commands, step -> {});
  }

  private Image pull() {
    return pull(HELLO, new byte[0]);
  }

  private static byte[] save(Images images, Image image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    images.save(List.of(image.id().toString()), out);
    return out.toByteArray();
  }

  private Image saveAndLoad(Image image) throws IOException {
    byte[] archive = save(images, image);
    try (Images others = images("there")) {
      Image loaded = others.load(new ByteArrayInputStream(archive), AMD64, step -> {}).get(0);
      empty(others);
      return loaded;
    }
  }

  private void loseTheCache() throws IOException {
    for (Path image : new DebianCache(directory.resolve("cache")).imageDirectories()) {
      Files.delete(image.resolve("layout.tar"));
    }
  }

  @Test
  void withThePackagesOfTheDay() throws IOException {
    Image image = pull();

    assertThat(saveAndLoad(image).id()).isEqualTo(image.id());
  }

  @Test
  void thatAnotherImageHasTakenTheNameOf() throws IOException {
    Image old = pull();
    publish("hello, newer");
    Image newer = pull();

    assertThat(newer.id()).isNotEqualTo(old.id());
    assertThat(saveAndLoad(old).id()).isEqualTo(old.id());
  }

  @Test
  void thatAreMadeAgainWhenTheCacheIsLost() throws IOException {
    Image image = pull();
    loseTheCache();

    assertThat(saveAndLoad(image).id()).isEqualTo(image.id());
  }

  @Test
  void withWhatScriptsDidWhichNoCacheBringsBack() throws IOException {
    Image image = pull(CONFIGURED, new HostileTar().file("etc/made", "by scripts").bytes());
    loseTheCache();

    assertThat(saveAndLoad(image).id()).isEqualTo(image.id());
  }

  @Test
  void whosePackagesNobodyHasAnyMore() throws IOException {
    Image image = pull();
    loseTheCache();
    publish("hello, newer");

    assertThat(saveAndLoad(image).id()).isEqualTo(image.id());
  }

  @Test
  void orFailBeforeTheFirstByteWhenNobodyHasTheirPackages() throws IOException {
    Image image = pull();
    loseTheCache();
    // As of layers that came before this was kept.
    Files.delete(
        directory
            .resolve("here/layers/sha256")
            .resolve(image.diffIds().get(0).hex())
            .resolve("archive.split"));
    publish("hello, newer");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> images.save(List.of(HELLO), out))
        .isInstanceOf(ImageException.Unavailable.class)
        .hasMessage(
            "cannot push or save image %s: its layers cannot be made archives again, and the packages it was made of have other versions by now; pull it again, or make its image again, and take that one",
            image.id().shortHex());

    assertThat(out.size()).isZero();
  }

  @Test
  void orAreMadeNewWhereTheFileInTheCacheIsDamaged() throws IOException {
    Image image = pull();
    for (Path each : new DebianCache(directory.resolve("cache")).imageDirectories()) {
      byte[] whole = Files.readAllBytes(each.resolve("layout.tar"));
      Files.write(each.resolve("layout.tar"), Arrays.copyOf(whole, whole.length / 2));
    }

    assertThat(saveAndLoad(image).id()).isEqualTo(image.id());
  }
}
