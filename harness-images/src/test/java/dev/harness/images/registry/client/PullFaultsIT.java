package dev.harness.images.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.testing.FaultyRegistry;
import dev.harness.images.testing.FaultyRegistry.Fault;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.images.testing.TokenServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pulls from a real registry through a proxy that spoils: what is there afterwards is the whole
 * image or none, and another pull goes on where the first one ended.
 */
@ExtendWith(RegistryExtension.class)
class PullFaultsIT {
  private static final int BIG_BYTES = 3 << 20;
  private static final byte[] BIG = layer("big", BIG_BYTES);
  private static final byte[] SMALL = layer("small", 1000);
  private static final ImageFixture IMAGE = new ImageFixture().layer(SMALL, SMALL).layer(BIG, BIG);

  /** After so much silence a connection is taken for broken: not for that of a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where a silent one is to be left. */
  private static final Duration BRIEF = Duration.ofSeconds(1);

  @TempDir private Path directory;
  private FaultyRegistry proxy;
  private Images images;

  private static byte[] layer(String name, int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return new HostileTar().file(name, content).bytes();
  }

  @BeforeEach
  void push(RegistryServer registry) throws IOException {
    RegistryPush push = new RegistryPush(registry, "faults/x");
    IMAGE.push(push, "1");
    proxy = new FaultyRegistry(registry);
    images = open(PATIENCE);
  }

  private Images open(Duration stallTimeout) {
    return new Images(
        Store.open(directory),
        new RegistryClient(RegistrySettings.none(), pause -> {}, stallTimeout),
        NioLayerWriter::new,
        new DebianImages(directory.resolve("packages")));
  }

  private void reopen(Duration stallTimeout) {
    images.close();
    images = open(stallTimeout);
  }

  @AfterEach
  void close() {
    images.close();
    proxy.close();
  }

  private Image pull() {
    return images.pull(
        Reference.parse(proxy.host() + "/faults/x:1"),
        Platform.parse("linux/amd64"),
        Credentials.none(),
        Progress.ignored());
  }

  private void assertThatTheImageIsWhole(Image image) throws IOException {
    assertThat(image.id()).isEqualTo(IMAGE.id());
    try (LayerLease lease = images.lease(image)) {
      assertThat(lease.trees().get(0).resolve("big")).hasSize(BIG_BYTES);
      assertThat(lease.trees().get(1).resolve("small")).hasSize(1000);
    }
    assertThat(partialBytes()).isZero();
  }

  private void assertThatThereIsNoImage() throws IOException {
    assertThat(images.list()).isEmpty();
    try (Stream<Path> below = Files.walk(directory)) {
      assertThat(below.filter(path -> path.endsWith("tree/big"))).isEmpty();
    }
  }

  private long partialBytes() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("partial"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100})
  void goOnWhereAConnectionIsCut(int percent) throws IOException {
    proxy.next(Fault.cutAt(percent));

    assertThatTheImageIsWhole(pull());

    List<String> ranges = proxy.takeRanges();
    assertThat(ranges.get(0)).isEmpty();
    assertThat(ranges.stream().skip(1))
        .isEqualTo(percent == 100 ? List.of() : List.of(expectedRange(BIG.length * percent / 100)));
  }

  private static String expectedRange(int position) {
    return position == 0 ? "" : "bytes=" + position + "-";
  }

  @Test
  void resumeInTheNextPullWhatAnEarlierOneHasBrought() throws IOException {
    proxy.next(Fault.cutAt(70));
    proxy.always(Fault.cutAt(0));

    assertThatThrownBy(this::pull).hasMessageContaining("cannot pull sha256:");
    assertThatThereIsNoImage();
    long kept = partialBytes();
    proxy.always(Fault.none());
    proxy.takeRanges();
    reopen(PATIENCE);

    assertThatTheImageIsWhole(pull());
    assertThat(kept).isEqualTo(BIG.length * 70 / 100);
    assertThat(proxy.takeRanges()).containsExactly("bytes=" + kept + "-");
  }

  static Stream<Fault> temporary() {
    return Stream.of(
        Fault.status(500, "x", "y"),
        Fault.status(503, "x", "y"),
        Fault.status(429, "Retry-After", "1"),
        Fault.silence(),
        Fault.wrongByte(),
        Fault.tooLong());
  }

  @ParameterizedTest
  @MethodSource("temporary")
  void arriveInSpiteOf(Fault fault) throws IOException {
    reopen(BRIEF);
    proxy.next(fault, fault);

    Image image = pullAgain();

    assertThatTheImageIsWhole(image);
  }

  @Test
  void getATokenThatIsDemandedInTheMiddle() throws IOException {
    try (TokenServer tokens = new TokenServer()) {
      proxy.next(
          Fault.cutAt(50),
          Fault.status(401, "WWW-Authenticate", "Bearer realm=\"" + tokens.url() + "\""));

      assertThatTheImageIsWhole(pull());

      assertThat(tokens.requests()).containsExactly("GET repository:faults/x:pull");
      assertThat(proxy.takeRanges()).last().isEqualTo(expectedRange(BIG.length / 2));
    }
  }

  private Image pullAgain() throws IOException {
    try {
      return pull();
    } catch (RuntimeException first) {
      assertThatThereIsNoImage();
      return pull();
    }
  }

  static Stream<Fault> lasting() {
    return Stream.of(
        Fault.cutAt(0),
        Fault.wrongByte(),
        Fault.tooShort(),
        Fault.tooLong(),
        Fault.status(500, "x", "y"),
        Fault.status(429, "ratelimit-remaining", "0"),
        Fault.status(302, "Location", "?again"),
        Fault.status(404, "x", "y"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void leaveNothingAfter(Fault fault) throws IOException {
    proxy.always(fault);

    assertThatThrownBy(this::pull).isInstanceOf(RuntimeException.class);
    assertThatThereIsNoImage();

    proxy.always(Fault.none());
    assertThatTheImageIsWhole(pull());
  }

  @Test
  void takeTheirTimeOverASlowLine() throws IOException {
    reopen(Duration.ofSeconds(3));
    proxy.next(Fault.drip(64 << 10, 80));

    assertThatTheImageIsWhole(pull());
    assertThat(proxy.takeRanges()).containsExactly("");
  }
}
