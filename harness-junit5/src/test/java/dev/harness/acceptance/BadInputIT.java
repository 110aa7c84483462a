package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.EngineUnavailableException;
import dev.harness.Harness;
import dev.harness.HarnessException;
import dev.harness.ImageUnavailableException;
import dev.harness.RunningContainer;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input gets an error that names the thing, the reason and the remedy. */
@ExtendWith(RegistryExtension.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class BadInputIT {
  private static final String BUSYBOX = "debian.internal/busybox";

  @TempDir static Path running;
  private static Harness harness;

  @BeforeAll
  static void open() {
    harness = Harness.open(Map.of("HARNESS_RUN", running.toString()));
  }

  @AfterEach
  void leavesNoContainer() throws IOException {
    Path socket;
    try (var files = Files.walk(running)) {
      socket = files.filter(path -> path.endsWith("engine.sock")).findFirst().orElseThrow();
    }
    try (RawClient client = new RawClient(socket)) {
      assertThat(client.get("/containers/json?all=1").body()).isEqualTo("[]");
    }
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  @Test
  void unknownImageOfARegistry(RegistryServer registry) {
    String image = registry.host() + "/no/such:tag";

    assertThatThrownBy(() -> harness.start(ContainerSpec.image(image)))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining(image)
        .hasMessageContaining("not found")
        .hasMessageContaining("check the name and the tag");
  }

  @Test
  void unknownPackageImage() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("debian.internal/nonesuch")))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("nonesuch")
        .hasMessageContaining("busybox, mariadb, memcached, nginx, postgresql, redis");
  }

  @Test
  void unreachableRegistry() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("localhost:1/some/image")))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("localhost:1")
        .hasMessageContainingAll("refused", "check the name, the network and the proxy settings");
  }

  @Test
  void wrongDigest(RegistryServer registry) throws IOException {
    String image = new PublishedImages(registry).publish("busybox", LayerEncoding.GZIP);
    String digest = "sha256:" + "0".repeat(64);

    assertThatThrownBy(() -> harness.start(ContainerSpec.image(image + "@" + digest)))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining(digest);
  }

  @Test
  void imageWithoutACommand(RegistryServer registry) throws IOException {
    byte[] nothing = new byte[1024];
    new RegistryPush(registry, "acceptance/mute")
        .fixture(new ImageFixture().layer(nothing, nothing).withoutCommand(), "latest");
    String image = registry.host() + "/acceptance/mute";

    assertThatThrownBy(() -> harness.start(ContainerSpec.image(image)))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("no command specified")
        .hasMessageContaining("the image %s has none, so the request must name one", image);
  }

  @Test
  void missingExecutable() {
    ContainerSpec spec = ContainerSpec.image(BUSYBOX).command("no-such-program");

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("executable file not found in $PATH");
  }

  @Test
  void unknownUser() {
    ContainerSpec spec = ContainerSpec.image(BUSYBOX).command("true").user("nonesuch");

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("unable to find user nonesuch: no matching entries in passwd file");
  }

  @Test
  void nameInUse() {
    ContainerSpec spec = ContainerSpec.image(BUSYBOX).command("sleep", "1000").name("taken");

    try (RunningContainer first = harness.start(spec)) {
      assertThatThrownBy(() -> harness.start(spec))
          .isInstanceOf(HarnessException.class)
          .hasMessageContaining("the container name taken is taken by container " + first.id());
    }
  }

  @Test
  void commandThatEndsAtOnceShowsItsLastWords() {
    ContainerSpec spec =
        ContainerSpec.image(BUSYBOX)
            .command("sh", "-c", "echo no disk today >&2; exit 3")
            .port(80)
            .startupTimeout(Duration.ofSeconds(20));

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("exited with code 3")
        .hasMessageContaining("no disk today");
  }

  @Test
  void portThatNobodyListensOnShowsHowLongItWaited() {
    ContainerSpec spec =
        ContainerSpec.image(BUSYBOX)
            .command("sh", "-c", "echo idle; sleep 1000")
            .port(80)
            .startupTimeout(Duration.ofSeconds(5));

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("80")
        .hasMessageContaining("idle");
  }

  @Test
  void badPort() {
    assertThatThrownBy(() -> ContainerSpec.image(BUSYBOX).port(70000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("70000");
  }

  @Test
  void badName() {
    assertThatThrownBy(() -> ContainerSpec.image(BUSYBOX).name("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b");
  }

  @Test
  void badImageName() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("Upper/Case:x")))
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("Upper/Case");
  }

  @Test
  void dataDirectoryThatIsAFile(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Harness.open(Map.of("HARNESS_DATA", file.toString())))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("set HARNESS_DATA to another");
  }

  @Test
  void cacheDirectoryThatCannotBeWritten(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Harness.open(Map.of("XDG_CACHE_HOME", file.toString())))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void damagedEngineJarIsReplaced(@TempDir Path cache) throws IOException {
    // Without what would still write there in the background.
    Map<String, String> settings =
        Map.of("XDG_CACHE_HOME", cache.toString(), "HARNESS_ENGINE_CDS", "false");
    Harness.open(settings).close();
    try (var files = Files.walk(cache)) {
      Path jar = files.filter(path -> path.endsWith("harness.jar")).findFirst().orElseThrow();
      Files.write(jar, new byte[] {1, 2, 3});
    }

    try (Harness again = Harness.open(settings)) {
      assertThat(again.engine()).startsWith("built-in");
    }
  }
}
