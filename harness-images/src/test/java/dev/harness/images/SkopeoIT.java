package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.departure.PushedImage;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.images.testing.Skopeo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Another registry client reads what we push, and we read what it does. */
@ExtendWith(RegistryExtension.class)
@SuppressWarnings("NullAway.Init")
class SkopeoIT {
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir private static Path programs;
  private static Skopeo skopeo;

  @TempDir private Path directory;
  private Images images;

  @BeforeAll
  static void unpackSkopeo() {
    skopeo = Skopeo.unpackInto(programs);
  }

  @BeforeEach
  void open() {
    images =
        new Images(
            Store.open(directory.resolve("images")),
            new RegistryClient(RegistrySettings.none()),
            NioLayerWriter::new,
            new DebianImages(DebianCacheDirectory.path()));
  }

  @AfterEach
  void close() {
    images.list().forEach(image -> images.remove(image.id().toString(), true, List.of()));
    images.close();
  }

  private static ImageFixture fixture(String name) {
    byte[] layer = new HostileTar().file(name, "content").bytes();
    return new ImageFixture().layer(layer, layer);
  }

  private Image pull(String name) {
    return images.pull(Reference.parse(name), AMD64, Credentials.none(), Progress.ignored());
  }

  @Test
  void readsWhatWePush(RegistryServer registry) throws Exception {
    String name = registry.host() + "/skopeo/made:1";
    images.pull(
        Reference.parse("debian.internal/busybox"), AMD64, Credentials.none(), Progress.ignored());
    images.tag("debian.internal/busybox", Reference.parse(name));

    PushedImage pushed = images.push(Reference.parse(name), Credentials.none(), step -> {});
    Path copy = directory.resolve("copy");
    String inspected = skopeo.run("inspect", "--tls-verify=false", "docker://" + name);
    skopeo.run("copy", "--src-tls-verify=false", "docker://" + name, "dir:" + copy);

    assertThat(inspected).contains("\"Digest\": \"" + pushed.digest() + "\"");
    assertThat(Digest.sha256(Files.readAllBytes(copy.resolve("manifest.json"))))
        .isEqualTo(pushed.digest());
  }

  @Test
  void pushesWhatWeRead(RegistryServer registry) throws Exception {
    ImageFixture image = fixture("copied");
    image.push(new RegistryPush(registry, "skopeo/source"), "1");
    String zstd = registry.host() + "/skopeo/zstd:1";
    String docker = registry.host() + "/skopeo/docker:1";
    String source = "docker://" + registry.host() + "/skopeo/source:1";

    skopeo.run(
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "--dest-compress-format",
        "zstd",
        "--dest-compress",
        source,
        "docker://" + zstd);
    skopeo.run(
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "--format",
        "v2s2",
        source,
        "docker://" + docker);

    assertThat(pull(zstd).diffIds()).isEqualTo(pull(docker).diffIds());
    assertThat(pull(zstd).id()).isEqualTo(image.id());
  }
}
