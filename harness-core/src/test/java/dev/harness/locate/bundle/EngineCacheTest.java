package dev.harness.locate.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.digest.Sha256;
import dev.harness.locate.user.BundleException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
  @TempDir Path directory;
  private Path jar = Path.of("none");

  @BeforeEach
  void writeBundle() throws IOException {
    jar = FakeBundle.write(directory.resolve("bundle.jar"), "exit 0\n");
  }

  @Test
  void unpacksTheJarAndItsLaunchers() throws IOException {
    UnpackedEngine engine = cache().unpack(EngineBundle.ofJar(jar));

    assertThat(engine.jar()).hasSameBinaryContentAs(jar);
    assertThat(engine.launcher("boot-aarch64-rootless")).isExecutable();
    assertThat(engine.steps("boot-x86_64-root"))
        .hasContent("unshare NEWUSER\nunshare NEWNS|NEWPID");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(engine.directory())))
        .isEqualTo("rwx------");
    assertThat(directory.resolve("cache/escape")).doesNotExist();
  }

  @Test
  void unpacksOnce() throws IOException {
    EngineBundle bundle = EngineBundle.ofJar(jar);
    UnpackedEngine first = cache().unpack(bundle);
    Files.writeString(first.directory().resolve("mark"), "");

    UnpackedEngine second = cache().unpack(bundle);

    assertThat(second).isEqualTo(first);
    assertThat(second.directory().resolve("mark")).exists();
  }

  @Test
  void unpacksAnewWhatIsCutOff() throws IOException {
    EngineBundle bundle = EngineBundle.ofJar(jar);
    UnpackedEngine engine = cache().unpack(bundle);
    Files.write(engine.jar(), new byte[3]);

    cache().unpack(bundle);

    assertThat(engine.jar()).hasSameBinaryContentAs(jar);
  }

  @Test
  void mayUnpackInManyPlacesAtOnce() {
    EngineBundle bundle = EngineBundle.ofJar(jar);
    List<CompletableFuture<UnpackedEngine>> unpacking = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      unpacking.add(CompletableFuture.supplyAsync(() -> cache().unpack(bundle)));
    }

    assertThat(unpacking)
        .allSatisfy(one -> assertThat(one.join().jar()).hasSameBinaryContentAs(jar));
    assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**ingest**");
  }

  @Test
  void refusesADamagedBundle() throws IOException {
    String promised = "0".repeat(64);
    Files.writeString(directory.resolve("bundle.jar.sha256"), promised + "  bundle.jar\n");

    assertThatThrownBy(() -> cache().unpack(EngineBundle.ofJar(jar)))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "The engine's bundle "
                + jar.toUri().toURL()
                + " is damaged: its SHA-256 is "
                + Sha256.of(jar)
                + ", expected "
                + promised
                + ". Delete it and let the build fetch it again.");
    assertThat(directory.resolve("cache")).isEmptyDirectory();
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws IOException {
    Files.writeString(directory.resolve("cache"), "");

    assertThatThrownBy(() -> cache().unpack(EngineBundle.ofJar(jar)))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "Cannot unpack the engine to "
                + directory.resolve("cache")
                + ": a file is in the way. Make the directory writable, or set XDG_CACHE_HOME to"
                + " one that is.");
  }

  @Test
  void findsABundleOnTheClassPath() throws IOException {
    Path root = directory.resolve("artifact");
    Path resource = root.resolve(EngineBundle.RESOURCE);
    Files.createDirectories(resource.getParent());
    Files.copy(jar, resource);
    Files.writeString(Path.of(resource + ".sha256"), Sha256.of(jar) + "\n");

    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      EngineBundle bundle = EngineBundle.onClassPath(loader).orElseThrow();

      assertThat(cache().unpack(bundle).jar()).hasSameBinaryContentAs(jar);
    }
  }

  @Test
  void refusesABundleWithoutASum() throws IOException {
    Path root = directory.resolve("artifact");
    Path resource = root.resolve(EngineBundle.RESOURCE);
    Files.createDirectories(resource.getParent());
    Files.copy(jar, resource);

    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      assertThatThrownBy(() -> EngineBundle.onClassPath(loader))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("lacks its sum dev/harness/engine/harness.jar.sha256");
    }
  }

  private EngineCache cache() {
    return new EngineCache(directory.resolve("cache"));
  }
}
