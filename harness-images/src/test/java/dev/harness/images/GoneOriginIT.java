package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.departure.PushedImage;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images whose layers nobody has any more as they came, pushed to Debian's registry server. */
@ExtendWith(RegistryExtension.class)
class GoneOriginIT {
  private static final Platform HERE = Platform.ofLinux(System.getProperty("os.arch"));
  private static final byte[] BASE =
      new HostileTar()
          .directory("etc")
          .file("etc/passwd", "root")
          .hardLink("etc/shadow", "etc/passwd")
          .file("bin/sh", "shell".repeat(100_000))
          .bytes();
  private static final byte[] CHANGES =
      new HostileTar().file("etc/.wh.shadow", "").file("etc/hosts", "127.0.0.1").bytes();

  @TempDir private Path directory;
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private String target;
  private Images images;

  @BeforeEach
  void open(RegistryServer registry) {
    target =
        registry.host() + "/gone/" + directory.getFileName().toString().toLowerCase(Locale.ROOT);
    images = open("here", directory.resolve("packages"));
  }

  private Images open(String store, Path packages) {
    return new Images(
        Store.open(directory.resolve(store)),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(packages));
  }

  @AfterEach
  void close() {
    images.close();
  }

  private static ImageFixture fixture(LayerEncoding encoding) {
    return new ImageFixture()
        .architecture(HERE.architecture())
        .encoding(encoding)
        .layer(BASE)
        .layer(CHANGES);
  }

  private static Image pull(Images into, String name) {
    return into.pull(Reference.parse(name), HERE, Credentials.none(), Progress.ignored());
  }

  private Image pullFromOneThatEnds(ImageFixture image) {
    try (RegistryServer other = RegistryServer.start()) {
      image.push(new RegistryPush(other, "gone/source"), "1");
      return pull(images, other.host() + "/gone/source:1");
    }
  }

  private PushedImage push(Digest image, String name) {
    images.tag(image.toString(), Reference.parse(name));
    return images.push(
        Reference.parse(name),
        Credentials.none(),
        step -> steps.add((step.id() + " " + step.status()).strip()));
  }

  private Digest pulledElsewhere(String name) throws IOException {
    try (Images others = open("there", directory.resolve("packages"))) {
      Image image = pull(others, name);
      try (LayerLease lease = others.lease(image)) {
        assertThat(lease.trees()).isNotEmpty();
      }
      return image.id();
    }
  }

  @ParameterizedTest
  @EnumSource(LayerEncoding.class)
  void sendsWhatWasPulledFromARegistryThatHasEnded(LayerEncoding encoding) throws IOException {
    Image pulled = pullFromOneThatEnds(fixture(encoding));

    PushedImage pushed = push(pulled.id(), target + ":1");

    assertThat(steps)
        .contains(
            pulled.diffIds().get(0).shortHex() + " Compressing",
            pulled.diffIds().get(1).shortHex() + " Pushed");
    assertThat(pulledElsewhere(target + ":1")).isEqualTo(pulled.id());
    assertThat(images.inspect(Reference.parse(target + ":1"), Credentials.none()).manifest())
        .isEqualTo(pushed.manifest());
  }

  @Test
  void sendsTheImageAsItCameWhereTheTargetHasItsLayers(RegistryServer registry) {
    ImageFixture image = fixture(LayerEncoding.ZSTD);
    image.push(new RegistryPush(registry, "gone/present"), "1");
    Image pulled = pullFromOneThatEnds(image);

    PushedImage pushed = push(pulled.id(), registry.host() + "/gone/present:2");

    assertThat(pushed.digest()).isEqualTo(Digest.sha256(image.manifest()));
    assertThat(steps).contains(pulled.diffIds().get(0).shortHex() + " Layer already exists");
  }

  @Test
  void sendsOneImageOfAListThatNobodyShowsAnyMore() throws IOException {
    ImageFixture image = fixture(LayerEncoding.GZIP);
    Image pulled;
    try (RegistryServer other = RegistryServer.start()) {
      RegistryPush source = new RegistryPush(other, "gone/list");
      image.push(source, "one");
      source.manifest("1", MediaType.OCI_INDEX, ImageFixture.index(image.entry("")));
      pulled = pull(images, other.host() + "/gone/list:1");
    }

    push(pulled.id(), target + ":1");

    assertThat(pulledElsewhere(target + ":1")).isEqualTo(pulled.id());
  }

  @Test
  void sendsWhatWasMadeOfPackagesThatAreNotInTheCacheAnyMore() throws IOException {
    Image made;
    try (Images maker = open("here", DebianCacheDirectory.path())) {
      made = pull(maker, "debian.internal/busybox");
      maker.tag(made.id().toString(), Reference.parse("made:1"));
      maker.remove("debian.internal/busybox", false, List.of());
    }
    images.close();
    images = open("here", directory.resolve("packages"));

    push(made.id(), target + ":1");

    assertThat(pulledElsewhere(target + ":1")).isEqualTo(made.id());
  }

  @Test
  void sendsWhatWasCommittedOnAnImageOfARegistryThatHasEnded() throws IOException {
    Image pulled = pullFromOneThatEnds(fixture(LayerEncoding.GZIP));
    Digest committed =
        images
            .making()
            .commit(
                pulled.id(),
                out -> out.write(new HostileTar().file("made", "here").bytes()),
                images.making().configOf(pulled.id()).with(List.of("USER jane")),
                new Step(Instant.EPOCH, "", "", ""),
                Optional.empty());

    push(committed, target + ":1");

    assertThat(pulledElsewhere(target + ":1")).isEqualTo(committed);
  }

  @Test
  void sendsWhatWasImported() throws IOException {
    Digest imported =
        images
            .making()
            .importArchive(
                new ByteArrayInputStream(BASE),
                RunConfig.empty(),
                HERE,
                new Step(Instant.EPOCH, "", "", ""),
                Optional.empty());

    push(imported, target + ":1");

    assertThat(pulledElsewhere(target + ":1")).isEqualTo(imported);
  }

  @Test
  void sendsWhatWasLoadedFromAnArchiveOfWhatIsStored() throws IOException {
    Image pulled = pullFromOneThatEnds(fixture(LayerEncoding.GZIP));
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    images.save(List.of(pulled.id().toString()), archive);
    images.remove(pulled.id().toString(), true, List.of());
    Image loaded =
        images
            .load(new ByteArrayInputStream(archive.toByteArray()), HERE, Progress.ignored())
            .get(0);

    push(loaded.id(), target + ":1");

    assertThat(pulledElsewhere(target + ":1")).isEqualTo(pulled.id());
  }
}
