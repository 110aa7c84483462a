package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.departure.PushedImage;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pushes images to Debian's registry server, however they came here. */
@ExtendWith(RegistryExtension.class)
class RegistryPushIT {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");
  private static final String ATTESTED =
      ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}";

  @TempDir private Path directory;
  private final List<String> steps = new ArrayList<>();
  private Images images;

  @BeforeEach
  void open() {
    images = open("images");
  }

  private Images open(String name) {
    return new Images(
        Store.open(directory.resolve(name)),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(DebianCacheDirectory.path()));
  }

  @AfterEach
  void close() {
    images.list().forEach(image -> images.remove(image.id().toString(), true, List.of()));
    images.close();
  }

  private PushedImage push(String name) {
    return images.push(
        Reference.parse(name),
        Credentials.none(),
        step -> steps.add((step.id() + " " + step.status()).strip()));
  }

  private static Image pull(Images target, String name) {
    return pull(target, name, AMD64);
  }

  private static Image pull(Images target, String name, Platform platform) {
    return target.pull(Reference.parse(name), platform, Credentials.none(), Progress.ignored());
  }

  private Image pulledElsewhere(String name) {
    try (Images others = open("others")) {
      Image image = pull(others, name);
      others.remove(image.id().toString(), true, List.of());
      return image;
    }
  }

  private static ImageFixture fixture(String name) {
    byte[] layer = new HostileTar().file(name, "content").bytes();
    return new ImageFixture().layer(layer, layer);
  }

  @Test
  void sendsWhatWasLoadedFromALayoutAsItIs(RegistryServer registry) throws IOException {
    Path layout =
        new DebianImages(DebianCacheDirectory.path())
            .build(new DebianCatalog().recipe("busybox"))
            .layout();
    Image loaded;
    try (InputStream archive = Files.newInputStream(layout)) {
      loaded = images.load(archive, machine(), Progress.ignored()).get(0);
    }
    String name = registry.host() + "/push/busybox:1";
    images.tag(loaded.id().toString(), Reference.parse(name));

    PushedImage pushed = push(name);

    String layer = loaded.diffIds().get(0).shortHex();
    assertThat(steps)
        .startsWith(
            "The push refers to repository [" + registry.host() + "/push/busybox]",
            layer + " Preparing")
        .contains(layer + " Pushed")
        .endsWith("1: digest: " + pushed.digest() + " size: " + pushed.sizeBytes());
    assertThat(pulledElsewhere(name).id()).isEqualTo(loaded.id());
  }

  private static Platform machine() {
    return Platform.ofLinux(System.getProperty("os.arch"));
  }

  @Test
  void sendsWhatIsMadeOfPackages(RegistryServer registry) {
    Image made = pull(images, "debian.internal/busybox");
    String name = registry.host() + "/push/made:1";
    images.tag("debian.internal/busybox", Reference.parse(name));

    push(name);

    assertThat(pulledElsewhere(name).id()).isEqualTo(made.id());
  }

  @Test
  void compressesWhatCameWithoutAManifest(RegistryServer registry) throws IOException {
    byte[] layer = new HostileTar().file("a", "b".repeat(100_000)).bytes();
    ImageFixture image = new ImageFixture().layer(layer, layer);
    String name = registry.host() + "/push/saved:1";
    images.load(
        new ByteArrayInputStream(dockerArchive(image, layer, name)), AMD64, Progress.ignored());

    push(name);

    assertThat(pulledElsewhere(name).id()).isEqualTo(image.id());
  }

  private static byte[] dockerArchive(ImageFixture image, byte[] layer, String name) {
    String config = image.id().hex() + ".json";
    return new HostileTar()
        .file(config, image.config())
        .file("layer.tar", layer)
        .file(
            "manifest.json",
            "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
                .formatted(config, name))
        .bytes();
  }

  @Test
  void mountsWhatWasPulledFromTheSameRegistry(RegistryServer registry) {
    ImageFixture image = fixture("mounted");
    image.push(new RegistryPush(registry, "push/source"), "1");
    Image pulled = pull(images, registry.host() + "/push/source:1");
    String name = registry.host() + "/push/mounting:1";
    images.tag(pulled.id().toString(), Reference.parse(name));

    PushedImage pushed = push(name);

    assertThat(steps).contains(pulled.diffIds().get(0).shortHex() + " Mounted from push/source");
    assertThat(pushed.digest()).isEqualTo(Digest.sha256(image.manifest()));
    steps.clear();
    push(name);
    assertThat(steps).contains(pulled.diffIds().get(0).shortHex() + " Layer already exists");
  }

  @Test
  void passesOnWhatWasPulledFromAnotherRegistry(RegistryServer registry) {
    try (RegistryServer other = RegistryServer.start()) {
      ImageFixture image = fixture("passed on");
      image.push(new RegistryPush(other, "push/far"), "1");
      Image pulled = pull(images, other.host() + "/push/far:1");
      String name = registry.host() + "/push/near:1";
      images.tag(pulled.id().toString(), Reference.parse(name));

      PushedImage pushed = push(name);

      assertThat(pushed.digest()).isEqualTo(Digest.sha256(image.manifest()));
      assertThat(pulledElsewhere(name).id()).isEqualTo(image.id());
    }
  }

  @Test
  void sendsOfAListTheImageThatIsHere(RegistryServer registry) throws IOException {
    ImageFixture here = fixture("here");
    ImageFixture foreign = fixture("foreign").architecture("arm64");
    RegistryPush source = new RegistryPush(registry, "push/listed");
    here.push(source, "here");
    foreign.push(source, "foreign");
    Digest list =
        source.manifest(
            "all", MediaType.OCI_INDEX, ImageFixture.index(foreign.entry(""), here.entry("")));
    Image pulled = pull(images, registry.host() + "/push/listed:all");
    String name = registry.host() + "/push/of-a-list:1";
    images.tag(pulled.id().toString(), Reference.parse(name));

    PushedImage pushed = push(name);

    assertThat(pushed.digest()).isEqualTo(Digest.sha256(here.manifest()));
    assertThat(pushed.listLeftBehind().map(Descriptor::digest)).contains(list);
    assertThat(steps)
        .contains(
            "Not the list " + list + ", but one image of it is sent: linux/arm64 is not here");
    assertThat(inspect(name).platforms()).containsExactly(AMD64);
  }

  @Test
  void sendsTheListWhoseImagesAreAllHere(RegistryServer registry) throws IOException {
    try (RegistryServer other = RegistryServer.start();
        RegistryClient client = new RegistryClient(RegistrySettings.none())) {
      ImageFixture intel = fixture("intel");
      ImageFixture arm = fixture("arm").architecture("arm64");
      ImageFixture signature = fixture("signature").architecture("unknown");
      RegistryPush source = new RegistryPush(other, "push/whole");
      intel.push(source, "intel");
      arm.push(source, "arm");
      signature.push(source, "signature");
      byte[] list = ImageFixture.index(intel.entry(""), arm.entry(""), signature.entry(ATTESTED));
      source.manifest("all", MediaType.OCI_INDEX, list);
      pull(images, other.host() + "/push/whole:all", ARM64);
      Image pulled = pull(images, other.host() + "/push/whole:all");
      String name = registry.host() + "/push/list:1";
      images.tag(pulled.id().toString(), Reference.parse(name));

      PushedImage pushed = push(name);

      assertThat(pushed.digest()).isEqualTo(Digest.sha256(list));
      assertThat(pushed.listLeftBehind()).isEmpty();
      assertThat(inspect(name).manifest().digest()).isEqualTo(Digest.sha256(list));
      try (Images others = open("others")) {
        assertThat(pull(others, name, ARM64).id()).isEqualTo(arm.id());
        assertThat(pull(others, name).id()).isEqualTo(intel.id());
        others.list().forEach(each -> others.remove(each.id().toString(), true, List.of()));
      }
      Digest attested = Digest.sha256(signature.manifest());
      RemoteRepository pushedTo = client.repository(Reference.parse(name), Credentials.none());
      assertThat(pushedTo.manifest(attested).content()).isEqualTo(signature.manifest());
    }
  }

  @Test
  void remembersTheDigestOfWhatWasPushed(RegistryServer registry) {
    fixture("remembered").push(new RegistryPush(registry, "push/remembered"), "1");
    Image pulled = pull(images, registry.host() + "/push/remembered:1");
    String name = registry.host() + "/push/again";
    images.tag(pulled.id().toString(), Reference.parse(name + ":1"));

    PushedImage pushed = push(name + ":1");

    assertThat(images.find(name + "@" + pushed.digest()).orElseThrow().digests())
        .contains(name + "@" + pushed.digest());
    images.remove(name + ":1", false, List.of());
    assertThat(images.find(name + "@" + pushed.digest())).isEmpty();
  }

  @Test
  void saysThatThereIsNoImageOfTheName(RegistryServer registry) {
    assertThatThrownBy(() -> push(registry.host() + "/push/nothing:1"))
        .isInstanceOf(ImageException.NotFound.class)
        .hasMessageContaining("No such image: " + registry.host() + "/push/nothing:1");
  }

  @Test
  void tellsWhatARegistryHas(RegistryServer registry) throws IOException {
    ImageFixture image = fixture("inspected");
    RegistryPush push = new RegistryPush(registry, "push/inspected");
    image.push(push, "1");
    byte[] index = ImageFixture.index(image.entry(""));
    push.manifest("all", MediaType.OCI_INDEX, index);

    RemoteImage one = inspect(registry.host() + "/push/inspected:1");
    RemoteImage all = inspect(registry.host() + "/push/inspected:all");

    assertThat(one.platforms()).containsExactly(AMD64);
    assertThat(one.manifest().digest()).isEqualTo(Digest.sha256(image.manifest()));
    assertThat(all.manifest().mediaType()).isEqualTo(MediaType.OCI_INDEX.text());
    assertThat(all.platforms()).containsExactly(AMD64);
    assertThatThrownBy(() -> inspect(registry.host() + "/push/inspected:none"))
        .isInstanceOf(RegistryException.NotFound.class);
  }

  private RemoteImage inspect(String name) {
    return images.inspect(Reference.parse(name), Credentials.none());
  }
}
