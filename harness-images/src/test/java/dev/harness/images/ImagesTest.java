package dev.harness.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final byte[] BASE =
      new HostileTar().directory("usr/bin").symbolicLink("bin", "usr/bin").bytes();
  private static final byte[] TOOLS = new HostileTar().file("bin/sh", "shell").bytes();

  @TempDir private Path directory;
  private final List<String> steps = new ArrayList<>();
  private FakeRegistry registry;
  private Images images;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    images =
        new Images(
            Store.open(directory),
            new RegistryClient(RegistrySettings.none()),
            NioLayerWriter::new,
            new DebianImages(directory.resolve("packages")));
  }

  @AfterEach
  void close() {
    images.close();
    registry.close();
  }

  @Test
  void asksNoRegistryForSnapshots() {
    Reference snapshot = Reference.parse("harness.internal/snapshot:1");
    String message =
        "harness.internal/snapshot:1 is made on this machine and nowhere else; give it another name"
            + " to push it";

    assertThatThrownBy(() -> images.pull(snapshot, AMD64, Credentials.none(), progress -> {}))
        .isInstanceOf(ImageException.Unavailable.class)
        .hasMessage(message);
    assertThatThrownBy(() -> images.push(snapshot, Credentials.none(), progress -> {}))
        .hasMessage(message);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static ImageFixture image() {
    return new ImageFixture().layer(BASE, gzip(BASE)).layer(TOOLS, Zstd.compress(TOOLS));
  }

  private Image pull(String nameAndTag) {
    return images.pull(
        Reference.parse(registry.name(nameAndTag)),
        AMD64,
        Credentials.none(),
        step -> steps.add((step.id() + " " + step.status()).strip()));
  }

  private long unfinishedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("sessions"))) {
      return files.filter(file -> file.toString().contains("/ingest/")).count();
    }
  }

  @Nested
  class Pulling {
    @Test
    void unpacksTheLayersAndRemembersTheImage() {
      registry.put("a", "1", image());

      Image pulled = pull("a:1");

      assertThat(pulled.id()).isEqualTo(image().id());
      assertThat(pulled.tags()).containsExactly(registry.name("a:1"));
      assertThat(pulled.digests())
          .containsExactly(registry.name("a@") + Digest.sha256(image().manifest()));
      assertThat(pulled.sizeBytes()).isEqualTo(5);
      assertThat(pulled.config().cmd()).containsExactly("sh");
      try (LayerLease lease = images.lease(pulled)) {
        assertThat(lease.trees()).hasSize(2);
        assertThat(lease.trees().get(0).resolve("usr/bin/sh")).hasContent("shell");
        assertThat(lease.trees().get(1).resolve("bin")).isSymbolicLink();
      }
    }

    @Test
    void tellsWhatDockersClientsShow() {
      registry.put("a", "1", image());

      pull("a:1");

      assertThat(steps).startsWith("1 Pulling from a");
      assertThat(steps)
          .contains(
              Digest.sha256(gzip(BASE)).shortHex() + " Pulling fs layer",
              Digest.sha256(gzip(BASE)).shortHex() + " Pull complete");
      assertThat(steps)
          .endsWith(
              "Digest: " + Digest.sha256(image().manifest()),
              "Status: Downloaded newer image for " + registry.name("a:1"));
    }

    @Test
    void takesNoLayerThatIsHere() {
      registry.put("a", "1", image());
      pull("a:1");
      registry.takeRequests();
      steps.clear();

      pull("a:1");

      assertThat(registry.takeRequests()).containsExactly("manifests 1", "blobs " + image().id());
      assertThat(steps)
          .contains(Digest.sha256(gzip(BASE)).shortHex() + " Already exists")
          .endsWith("Status: Image is up to date for " + registry.name("a:1"));
    }

    @Test
    void takesNoTwinOfALayerThatIsHere() {
      registry.put("a", "1", image());
      registry.put("b", "1", new ImageFixture().layer(BASE, BASE).layer(TOOLS, gzip(TOOLS)));
      pull("a:1");
      registry.takeRequests();

      pull("b:1");

      assertThat(registry.takeRequests()).containsExactly("manifests 1", "blobs " + image().id());
    }

    @Test
    void choosesThePlatformFromAList() {
      ImageFixture other = image().architecture("arm64");
      registry.put("a", "x", other);
      registry.put("a", "y", image());
      registry.put("a", "1", ImageFixture.index(other.entry(""), image().entry("")));

      Image pulled = pull("a:1");

      assertThat(pulled.platform()).isEqualTo(AMD64);
      assertThat(pulled.digests()).hasSize(1);
    }

    @Test
    void refusesAnImageOfAnotherPlatform() {
      registry.put("a", "1", image().architecture("arm64"));

      assertThatThrownBy(() -> pull("a:1"))
          .isInstanceOf(ManifestException.NoSuchPlatform.class)
          .hasMessageContaining("made for linux/arm64, wanted is linux/amd64");
    }

    @Test
    void byDigestGivesNoTag() {
      registry.put("a", "1", image());

      Image pulled = pull("a@" + Digest.sha256(image().manifest()));

      assertThat(pulled.tags()).isEmpty();
      assertThat(pulled.digests()).hasSize(1);
    }

    @Test
    void movesATagToTheNewerImage() {
      registry.put("a", "1", image());
      Image first = pull("a:1");
      registry.put("a", "1", new ImageFixture().layer(BASE, BASE));

      pull("a:1");

      assertThat(images.find(first.id().toString()))
          .hasValueSatisfying(old -> assertThat(old.tags()).isEmpty());
      assertThat(images.list()).hasSize(2);
    }

    @Test
    void ofAnUnknownImageSaysSo() {
      assertThatThrownBy(() -> pull("nothing:1"))
          .isInstanceOf(RegistryException.NotFound.class)
          .hasMessageContaining("nothing (1): not found");
      assertThat(images.list()).isEmpty();
    }

    @Test
    void leavesNothingOfALayerWithAWrongDigest() throws IOException {
      registry.put("a", "1", image());
      registry.put("a", Digest.sha256(gzip(BASE)), Zstd.compress(BASE));

      assertThatThrownBy(() -> pull("a:1"))
          .isInstanceOf(ImageException.LayerFailed.class)
          .hasMessageContaining(
              "cannot unpack layer %s (1 of 2)", Digest.sha256(gzip(BASE)).shortHex())
          .hasMessageContaining("announced");
      assertThat(images.list()).isEmpty();
      assertThat(unfinishedFiles()).isZero();
      assertThat(directory.resolve("layers")).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfALayerWithAWrongDiffId() throws IOException {
      registry.put("a", "1", new ImageFixture().falseLayer(Digest.sha256(new byte[0]), TOOLS));

      assertThatThrownBy(() -> pull("a:1"))
          .isInstanceOf(ImageException.LayerFailed.class)
          .hasMessageContaining("the image announces sha256:e3b0c442");
      assertThat(unfinishedFiles()).isZero();
    }

    @Test
    void endsItsThreads() throws InterruptedException {
      registry.put("a", "1", image());

      pull("a:1");

      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        assertThat(thread.getName()).doesNotStartWith("layer-").doesNotStartWith("fetch-");
        if (thread.getName().startsWith("image-layers")) {
          // A pool counts as ended a moment before its threads do.
          thread.join(10_000);
          assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
      }
    }

    @Test
    void ofTheSameImageTwiceAtOnceUnpacksItOnce() {
      registry.put("a", "1", image());

      List<Image> pulled =
          Stream.of("a:1", "a:1", "a:1", "a:1")
              .parallel()
              .map(
                  name ->
                      images.pull(
                          Reference.parse(registry.name(name)),
                          AMD64,
                          Credentials.none(),
                          Progress.ignored()))
              .toList();

      assertThat(pulled).extracting(Image::id).containsOnly(image().id());
      assertThat(registry.takeRequests())
          .filteredOn(request -> request.equals("blobs " + Digest.sha256(gzip(BASE))))
          .hasSize(1);
    }
  }

  @Nested
  class Finding {
    @Test
    void knowsNamesAndIds() {
      registry.put("a", "latest", image());
      Image pulled = pull("a");

      assertThat(images.find(registry.name("a"))).hasValue(pulled);
      assertThat(images.find(registry.name("a:latest"))).hasValue(pulled);
      assertThat(images.find(pulled.digests().get(0))).hasValue(pulled);
      assertThat(images.find(pulled.id().toString())).hasValue(pulled);
      assertThat(images.find(pulled.id().hex())).hasValue(pulled);
      assertThat(images.find(pulled.id().shortHex())).hasValue(pulled);
      assertThat(images.find("sha256:" + pulled.id().shortHex())).hasValue(pulled);
      assertThat(images.find("a")).isEmpty();
      assertThat(images.find(registry.name("a:2"))).isEmpty();
      assertThat(images.find("../x")).isEmpty();
      assertThat(images.configuration(pulled)).hasValue(image().config());
    }
  }

  @Nested
  class Removing {
    @Test
    void byTheLastNameRemovesTheImage() {
      registry.put("a", "1", image());
      Image pulled = pull("a:1");

      Removed removed = images.remove(registry.name("a:1"), false, List.of());

      assertThat(removed.untagged()).containsExactly(registry.name("a:1"), pulled.digests().get(0));
      assertThat(removed.deleted()).hasSize(3).startsWith(pulled.id().toString());
      assertThat(images.list()).isEmpty();
      assertThatThrownBy(() -> images.lease(pulled)).isInstanceOf(ImageException.NotFound.class);
    }

    @Test
    void byOneOfSeveralNamesOnlyTakesTheName() {
      registry.put("a", "1", image());
      registry.put("a", "2", image());
      pull("a:1");
      pull("a:2");

      Removed removed = images.remove(registry.name("a:1"), false, List.of());

      assertThat(removed).isEqualTo(new Removed(List.of(registry.name("a:1")), List.of()));
      assertThat(images.list()).hasSize(1);
    }

    @Test
    void byIdNeedsForceWhenSeveralRepositoriesHaveIt() {
      registry.put("a", "1", image());
      registry.put("b", "1", image());
      pull("a:1");
      Image pulled = pull("b:1");
      String id = pulled.id().shortHex();

      assertThatThrownBy(() -> images.remove(id, false, List.of()))
          .isInstanceOf(ImageException.Conflict.class)
          .hasMessage(
              "conflict: unable to delete %s (must be forced) - image is referenced in multiple"
                  + " repositories",
              id);
      assertThat(images.remove(id, true, List.of()).untagged()).hasSize(4);
    }

    @Test
    void saysThatThereIsNoSuchImage() {
      assertThatThrownBy(() -> images.remove("nothing", false, List.of()))
          .isInstanceOf(ImageException.NotFound.class)
          .hasMessage("No such image: nothing");
    }

    @Test
    void keepsTheLayersOfALease() {
      registry.put("a", "1", image());
      try (LayerLease lease = images.lease(pull("a:1"))) {
        images.remove(registry.name("a:1"), false, List.of());

        assertThat(lease.trees().get(0).resolve("usr/bin/sh")).hasContent("shell");
      }
    }
  }

  @Nested
  class Loading {
    private List<Image> load(byte[] archive) {
      return images.load(
          new ByteArrayInputStream(archive),
          AMD64,
          step -> steps.add((step.id() + " " + step.status()).strip()));
    }

    private HostileTar layout(ImageFixture image, String annotations) {
      HostileTar tar = new HostileTar().file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
      image
          .blobs()
          .forEach(
              (digest, blob) ->
                  tar.add(HostileTar.header("blobs/sha256/" + digest.hex(), '0'), blob));
      return tar.file(
          "index.json",
          new String(
              ImageFixture.index(image.entry(",\"annotations\":{" + annotations + "}")), UTF_8));
    }

    private HostileTar saved(String config, String layers, String tags) {
      HostileTar tar = new HostileTar();
      tar.add(HostileTar.header(image().id().hex() + ".json", '0'), image().config());
      tar.add(HostileTar.header("one/layer.tar", '0'), BASE);
      tar.add(HostileTar.header("two/layer.tar", '0'), TOOLS);
      tar.symbolicLink("three/layer.tar", "../two/layer.tar");
      tar.symbolicLink("out/layer.tar", "/etc/shadow");
      tar.symbolicLink("round", "round");
      return tar.file(
          "manifest.json",
          "[{\"Config\":\"%s\",\"Layers\":[%s],\"RepoTags\":%s}]".formatted(config, layers, tags));
    }

    private String configName() {
      return image().id().hex() + ".json";
    }

    @Test
    void readsAnOciLayout() {
      byte[] archive =
          layout(image(), "\"io.containerd.image.name\":\"docker.io/library/x:1\"").bytes();

      List<Image> loaded = load(gzip(archive));

      assertThat(loaded).hasSize(1);
      assertThat(loaded.get(0).tags()).containsExactly("x:1");
      assertThat(images.find("x:1")).hasValue(loaded.get(0));
      try (LayerLease lease = images.lease(loaded.get(0))) {
        assertThat(lease.trees().get(0).resolve("usr/bin/sh")).hasContent("shell");
      }
    }

    @Test
    void takesAFullNameFromTheReferenceOfALayout() {
      byte[] archive =
          layout(image(), "\"org.opencontainers.image.ref.name\":\"example.com/y:2\"").bytes();

      assertThat(load(archive).get(0).tags()).containsExactly("example.com/y:2");
    }

    @Test
    void givesNoNameWhereThereIsOnlyATag() {
      byte[] archive = layout(image(), "\"org.opencontainers.image.ref.name\":\"latest\"").bytes();

      assertThat(load(archive).get(0).tags()).isEmpty();
    }

    @Test
    void readsWhatDockerSaves() {
      byte[] archive =
          saved(configName(), "\"one/layer.tar\",\"three/layer.tar\"", "[\"x:1\",\"y\"]").bytes();

      assertThat(load(archive).get(0).tags()).containsExactly("x:1", "y:latest");
    }

    @Test
    void verifiesTheDigestsOfALayout() throws IOException {
      HostileTar tar = layout(image(), "");
      tar.add(HostileTar.header("blobs/sha256/" + image().id().hex(), '0'), new byte[1]);

      assertThatThrownBy(() -> load(tar.bytes()))
          .hasMessageContaining("the archive is damaged")
          .hasMessageContaining(image().id().toString());
      assertThat(unfinishedFiles()).isZero();
    }

    @Test
    void verifiesTheLayersOfWhatDockerSaves() throws IOException {
      byte[] archive = saved(configName(), "\"two/layer.tar\",\"one/layer.tar\"", "null").bytes();

      assertThatThrownBy(() -> load(archive))
          .isInstanceOf(ImageException.LayerFailed.class)
          .hasMessageContaining("the image announces");
      assertThat(images.list()).isEmpty();
      assertThat(unfinishedFiles()).isZero();
    }

    @Test
    void staysInsideOfTheArchive() {
      String layers = "\"one/layer.tar\",\"two/layer.tar\"";

      assertThatThrownBy(() -> load(saved("../../etc/passwd", layers, "null").bytes()))
          .hasMessageContaining("would leave");
      assertThatThrownBy(
              () -> load(saved(configName(), "\"one/layer.tar\",\"out/layer.tar\"", "[]").bytes()))
          .hasMessageContaining("the archive lacks the file etc/shadow");
      assertThatThrownBy(() -> load(saved("round", layers, "[]").bytes()))
          .hasMessageContaining("links in a circle");
      assertThatThrownBy(() -> load(saved(configName(), layers, "[\"../x\"]").bytes()))
          .hasMessageContaining("invalid reference format");
    }

    @Test
    void refusesWhatHoldsNoImages() {
      assertThatThrownBy(() -> load(BASE)).hasMessageContaining("the archive holds no images");
      assertThatThrownBy(() -> load("x".repeat(2000).getBytes(UTF_8)))
          .hasMessageContaining("the archive is damaged");
    }
  }
}
