package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.DiskUse;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.OciLayoutFile;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pulls from Debian's registry server, as users have it. */
@ExtendWith(RegistryExtension.class)
class RegistryPullIT {
  @TempDir private Path directory;
  private Images images;

  @BeforeEach
  void open() {
    images = images(directory.resolve("images"));
  }

  @AfterEach
  void close() {
    images.list().forEach(image -> images.remove(image.id().toString(), true, List.of()));
    images.close();
  }

  private Images images(Path store) {
    return new Images(
        Store.open(store),
        new RegistryClient(RegistrySettings.none()),
        NioLayerWriter::new,
        new DebianImages(directory.resolve("packages")));
  }

  private static OciLayoutFile busybox() throws IOException {
    DebianImages packages = new DebianImages(DebianCacheDirectory.path());
    return new OciLayoutFile(packages.build(new DebianCatalog().recipe("busybox")).layout());
  }

  private Image pull(String name, Platform platform) {
    return images.pull(Reference.parse(name), platform, Credentials.none(), Progress.ignored());
  }

  private static Platform machine() {
    return Platform.ofLinux(System.getProperty("os.arch"));
  }

  @ParameterizedTest
  @EnumSource(LayerEncoding.class)
  void unpacksEveryEncoding(LayerEncoding encoding, RegistryServer registry) throws IOException {
    try (OciLayoutFile layout = busybox()) {
      Digest manifest =
          new RegistryPush(registry, "pull/busybox").image(layout, encoding, encoding.name());

      Image pulled = pull(registry.host() + "/pull/busybox:" + encoding.name(), machine());

      assertThat(pulled.id()).isEqualTo(Digest.sha256(layout.config()));
      assertThat(pulled.digests()).containsExactly(registry.host() + "/pull/busybox@" + manifest);
      try (LayerLease lease = images.lease(pulled)) {
        Path tree = lease.trees().get(0);
        assertThat(Files.isExecutable(tree.resolve("usr/bin/busybox"))).isTrue();
        assertThat(tree.resolve("bin")).isSymbolicLink();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OCI_INDEX", "DOCKER_MANIFEST_LIST"})
  void choosesFromAList(MediaType type, RegistryServer registry) throws IOException {
    try (OciLayoutFile layout = busybox()) {
      List<Platform> platforms = List.of(Platform.ofLinux("riscv64"), machine());
      new RegistryPush(registry, "pull/list")
          .index(layout, LayerEncoding.GZIP, platforms, type, type.name());
      String name = registry.host() + "/pull/list:" + type.name();

      Image pulled = pull(name, machine());

      assertThat(pulled.platform()).isEqualTo(machine());
      assertThatThrownBy(() -> pull(name, Platform.ofLinux("s390x")))
          .isInstanceOf(ManifestException.NoSuchPlatform.class)
          .hasMessageContaining("no matching manifest for linux/s390x")
          .hasMessageContaining("there are: linux/riscv64, " + machine());
    }
  }

  @Test
  void saysThatAnImageIsUnknown(RegistryServer registry) {
    assertThatThrownBy(() -> pull(registry.host() + "/pull/nothing:1", machine()))
        .isInstanceOf(RegistryException.NotFound.class)
        .hasMessageContaining("cannot pull " + registry.host() + "/pull/nothing (1): not found")
        .hasMessageContaining("manifest unknown");
  }

  @Test
  @Timeout(120)
  void keepsTheHolesOfASparseFile(RegistryServer registry) throws IOException {
    byte[] layer =
        new HostileTar()
            .pax("GNU.sparse.size=5368709120", "GNU.sparse.map=3000000000,5")
            .file("lastlog", "hello")
            .bytes();
    new RegistryPush(registry, "pull/sparse").fixture(new ImageFixture().layer(layer, layer), "1");
    long before = DiskUse.bytes(directory);

    Image pulled = pull(registry.host() + "/pull/sparse:1", Platform.ofLinux("amd64"));

    assertThat(pulled.sizeBytes()).isEqualTo(5_368_709_120L);
    assertThat(DiskUse.bytes(directory) - before).isLessThan(4 << 20);
    try (LayerLease lease = images.lease(pulled)) {
      assertThat(lease.trees().get(0).resolve("lastlog")).hasSize(5_368_709_120L);
    }
  }
}
