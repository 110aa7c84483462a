package dev.harness.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ImageMakingTest {
  private static final Platform ARM64 = Platform.parse("linux/arm64");
  private static final Step STEP =
      new Step(Instant.parse("2001-02-03T04:05:06Z"), "sh -c work", "Jane", "as it was");
  private static final byte[] BASE = new HostileTar().file("base", "below").bytes();

  @TempDir private Path directory;
  private Images images;

  @BeforeEach
  void open() {
    images =
        new Images(
            Store.open(directory),
            new RegistryClient(RegistrySettings.none()),
            NioLayerWriter::new,
            new DebianImages(directory.resolve("packages")),
            new LayerLimits(1 << 20, 100));
  }

  @AfterEach
  void close() {
    images.close();
  }

  private Digest imported(byte[] archive, RunConfig config, String... names) {
    return images
        .making()
        .importArchive(
            new ByteArrayInputStream(archive),
            config,
            ARM64,
            STEP,
            List.of(names).stream().map(Reference::parse).findFirst());
  }

  private Digest committed(Digest parent, byte[] changes) {
    return images
        .making()
        .commit(
            parent,
            out -> out.write(changes),
            images.making().configOf(parent).with(List.of("USER jane")),
            STEP,
            Optional.of(Reference.parse("made:1")));
  }

  private Image image(Digest id) {
    return images.find(id.toString()).orElseThrow();
  }

  private static byte[] xz(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void importsAnArchive() {
    RunConfig config = RunConfig.empty().with(List.of("CMD [\"run\"]"));

    Image image = image(imported(BASE, config, "imported:1"));

    assertThat(image.tags()).containsExactly("imported:1");
    assertThat(image.platform()).isEqualTo(ARM64);
    assertThat(image.config().cmd()).containsExactly("run");
    assertThat(image.diffIds()).containsExactly(Digest.sha256(BASE));
    try (LayerLease lease = images.lease(image)) {
      assertThat(lease.trees().get(0).resolve("base")).hasContent("below");
    }
  }

  @Test
  void importsAnArchiveThatIsCompressed() throws IOException {
    Image zstd = image(imported(Zstd.compress(BASE), RunConfig.empty()));
    Image xz = image(imported(xz(BASE), RunConfig.empty()));

    assertThat(zstd.diffIds()).containsExactly(Digest.sha256(BASE));
    assertThat(xz.diffIds()).containsExactly(Digest.sha256(BASE));
  }

  @Test
  void refusesToImportWhatIsNoArchive() {
    byte[] noise = "this is no archive. ".repeat(100).getBytes(UTF_8);

    assertThatThrownBy(() -> imported(noise, RunConfig.empty(), "imported:1"))
        .isInstanceOf(ImageException.LayerFailed.class)
        .hasMessageStartingWith("cannot unpack layer");
    assertThat(images.list()).isEmpty();
  }

  @Test
  void refusesToImportMoreThanIsAllowed() {
    assertThatThrownBy(() -> imported(new byte[(1 << 20) + 1], RunConfig.empty()))
        .isInstanceOf(LayerException.TooLarge.class)
        .hasMessage("the files of the image have more than 1048576 bytes");
  }

  @Test
  void commitsALayerOverThoseOfTheImage() {
    byte[] changes = new HostileTar().file("new", "above").file(".wh.base", "").bytes();
    Digest parent = imported(BASE, RunConfig.empty().with(List.of("CMD [\"run\"]")), "base:1");

    Image image = image(committed(parent, changes));

    assertThat(image.origin().parent()).contains(parent);
    assertThat(image.origin().author()).isEqualTo("Jane");
    assertThat(image.created()).isEqualTo(STEP.created());
    assertThat(image.platform()).isEqualTo(ARM64);
    assertThat(image.config().cmd()).containsExactly("run");
    assertThat(image.config().user()).isEqualTo("jane");
    assertThat(image.diffIds()).containsExactly(Digest.sha256(BASE), Digest.sha256(changes));
    assertThat(images.history(image))
        .extracting(step -> step.entry().createdBy() + ", " + step.entry().comment())
        .containsExactly("sh -c work, as it was", "sh -c work, as it was");
    assertThat(images.history(image)).extracting(HistoryStep::sizeBytes).containsExactly(5L, 5L);
  }

  @Test
  void addsNoLayerForNoChange() {
    Digest parent = imported(BASE, RunConfig.empty(), "base:1");

    Image image = image(committed(parent, new byte[1024]));

    assertThat(image.diffIds()).containsExactly(Digest.sha256(BASE));
    assertThat(images.history(image).get(0).entry().emptyLayer()).isTrue();
  }

  @Test
  void savesWhatWasCommittedAndLoadsItAgain() throws IOException {
    Digest parent = imported(BASE, RunConfig.empty(), "base:1");
    Digest made = committed(parent, new HostileTar().file("new", "above").bytes());
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    images.save(List.of("made:1"), archive);
    images.remove("made:1", false, List.of());
    images.remove("base:1", false, List.of());

    List<Image> loaded =
        images.load(new ByteArrayInputStream(archive.toByteArray()), ARM64, step -> {});

    assertThat(loaded).extracting(Image::id).containsExactly(made);
    assertThat(loaded.get(0).tags()).containsExactly("made:1");
  }

  @Test
  void refusesToCommitOverAnImageThatIsGone() {
    Digest gone = Digest.sha256(BASE);

    assertThatThrownBy(() -> committed(gone, new byte[1024]))
        .isInstanceOf(ImageException.NotFound.class)
        .hasMessage("No such image: " + gone);
  }

  @Test
  void keepsTheParentAsLongAsThereIsTheChild() {
    Digest parent = imported(BASE, RunConfig.empty(), "base:1");
    committed(parent, new byte[1024]);

    assertThatThrownBy(() -> images.remove(parent.toString(), true, List.of()))
        .isInstanceOf(ImageException.Conflict.class)
        .hasMessageContaining("image has dependent child images");
    assertThat(images.prune(image -> image.id().equals(parent), Set.of()).removed())
        .isEqualTo(new Removed(List.of(), List.of()));
  }
}
